using System.Text.RegularExpressions;

namespace InfraSpecs.Swarm;

/// <summary>What a node's own engine says of the container of a task that does not run as it should.</summary>
internal sealed partial record TaskTrouble
{
    /// <summary>The task's ID.</summary>
    public required string TaskId { get; init; }

    /// <summary>The task's name: "web.1".</summary>
    public required string Task { get; init; }

    /// <summary>The node's name.</summary>
    public required string Node { get; init; }

    /// <summary>How its health check stands; null if it has none.</summary>
    public TaskHealth? Health { get; init; }

    /// <summary>How many health checks failed in a row.</summary>
    public long FailingChecks { get; init; }

    /// <summary>What the last health check that failed left: its exit code and output; null if none failed.</summary>
    public ExecOutcome? LastCheck { get; init; }

    /// <summary>The kernel ended it because memory ran out.</summary>
    public bool OutOfMemory { get; init; }

    /// <summary>The last lines of its output.</summary>
    public IReadOnlyList<LogLine> LastLines { get; init; } = [];

    /// <summary>The cause in half a sentence, where the container shows one that the managers do not know.</summary>
    internal string? Cause => this switch
    {
        { LastCheck: { } check } => $"the health check of {Task} fails on {Node} with exit code {check.ExitCode}: {OneLine(check.Output)}",
        { OutOfMemory: true } => $"{Task} ran out of memory on {Node}",
        _ => null,
    };

    /// <summary>The line of its output that says most of its end, in quotes; null if it printed nothing.</summary>
    internal string? LastWords => (FailureText.Complaint([.. LastLines.Select(it => it.Text)]) ?? LastLines.Select(it => it.Text.Trim()).LastOrDefault(it => it.Length > 0)) is { } line
        ? $"\"{OneLine(line)}\""
        : null;

    /// <summary>It printed that its program cannot be run, which nothing but another image or command mends.</summary>
    internal bool CannotBeRun => LastLines.Any(it => NoProgram().IsMatch(it.Text));

    /// <summary>It says more than the managers do.</summary>
    internal bool IsTelling => Cause is not null || LastLines.Count > 0;

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n',
    [
        $"{Task} on {Node}:{(Health is null ? "" : $" {Health.Value.Word()}, {FailingChecks} failed health check(s) in a row")}{(OutOfMemory ? " out of memory" : "")}",
        .. LastCheck is { } check ? [$"  last health check: exit code {check.ExitCode}: {OneLine(check.Output)}"] : Array.Empty<string>(),
        .. LastLines.Count == 0 ? ["  it printed nothing"] : FailureText.Quote(LastLines.Select(it => it.Text)),
    ]);

    private static string OneLine(string text) =>
        text.Trim().ReplaceLineEndings(" ") is { Length: > 0 } line ? line.Length > 200 ? line[..200] + "…" : line : "it printed nothing";

    // What the runtime prints into the container's output when the kernel refuses the program.
    [GeneratedRegex(@"^exec \S+: (no such file or directory|exec format error|permission denied|not a directory)\s*$")]
    private static partial Regex NoProgram();
}

/// <summary>How the health check of a task stands.</summary>
internal enum TaskHealth
{
    /// <summary>It has not succeeded yet.</summary>
    Starting,

    /// <summary>It succeeds.</summary>
    Healthy,

    /// <summary>It failed so often that it counts.</summary>
    Unhealthy,
}
