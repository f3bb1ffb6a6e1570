namespace InfraSpecs.Swarm;

/// <summary>What a node's own engine says of the container of a task that does not run as it should.</summary>
/// <param name="Task">The task's name: "web.1".</param>
/// <param name="Node">The node's name.</param>
/// <param name="Health">"starting", "healthy" or "unhealthy"; null if it has no health check.</param>
/// <param name="FailingChecks">How many health checks failed in a row.</param>
/// <param name="LastCheck">What the last health check that failed left: its exit code and output; null if none failed.</param>
/// <param name="OutOfMemory">The kernel ended it because memory ran out.</param>
/// <param name="LastLines">The last lines of its output.</param>
public sealed record TaskTrouble(
    string Task, string Node, string? Health, long FailingChecks, ExecOutcome? LastCheck, bool OutOfMemory, IReadOnlyList<LogLine> LastLines)
{
    /// <summary>The cause in half a sentence, where the container shows one that the managers do not know.</summary>
    internal string? Cause => this switch
    {
        { LastCheck: { } check } => $"the health check of {Task} fails on {Node} with exit code {check.ExitCode}: {OneLine(check.Output)}",
        { OutOfMemory: true } => $"{Task} ran out of memory on {Node}",
        _ => null,
    };

    /// <summary>It says more than the managers do.</summary>
    internal bool IsTelling => Cause is not null || LastLines.Count > 0;

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n',
    [
        $"{Task} on {Node}:{(Health is null ? "" : $" {Health}, {FailingChecks} failed health check(s) in a row")}{(OutOfMemory ? " out of memory" : "")}",
        .. LastCheck is { } check ? [$"  last health check: exit code {check.ExitCode}: {OneLine(check.Output)}"] : Array.Empty<string>(),
        .. LastLines.Count == 0 ? ["  it printed nothing"] : LastLines.Select(it => "| " + it.Text),
    ]);

    private static string OneLine(string text) =>
        text.Trim().ReplaceLineEndings(" ") is { Length: > 0 } line ? line.Length > 200 ? line[..200] + "…" : line : "it printed nothing";
}
