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

    /// <summary>What says that the program of its health check is not in the image; null if it is, as far as is known.</summary>
    public string? MissingProgram { get; init; }

    /// <summary>That will not change: it has run for long enough.</summary>
    public bool IsNeverHealthy { get; init; }

    /// <summary>The kernel ended it because memory ran out.</summary>
    public bool OutOfMemory { get; init; }

    /// <summary>Memory ran out, most likely: an engine does not note that in a container's first moments.</summary>
    public bool MayBeOutOfMemory { get; init; }

    /// <summary>The most memory that it may use, in bytes; null without a limit.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>The last lines of its output.</summary>
    public IReadOnlyList<LogLine> LastLines { get; init; } = [];

    /// <summary>The cause in half a sentence, where the container shows one that the managers do not know.</summary>
    internal string? Cause => this switch
    {
        { MissingProgram: { } missing } => $"the health check of {Task} cannot be run on {Node}: {OneLine(missing)}",
        { OutOfMemory: true } => $"{Task} ran out of memory on {Node}{Limit}",
        { MayBeOutOfMemory: true } => $"{Task} was killed on {Node}, most likely since it ran out of memory{Limit}",
        { LastCheck: { } check } => $"the health check of {Task} fails on {Node} with exit code {check.ExitCode}: {OneLine(check.Output)}",
        _ => null,
    };

    /// <summary>What to do about that; null where that is not known.</summary>
    internal string? Advice => this switch
    {
        { MissingProgram: not null } => "put the program that the health check calls into the image, or check with one that it has.",
        { OutOfMemory: true } or { MayBeOutOfMemory: true } when MemoryLimit is not null =>
            "raise the limit (ServiceOptions.MemoryLimit, or deploy.resources.limits.memory in a stack file), or look for what takes the memory.",
        { OutOfMemory: true } => "give the node more memory, or run less on it.",
        _ => null,
    };

    private string Limit => MemoryLimit is { } limit ? $", where its limit is {FailureText.Count(limit >> 20, "MiB", "MiB")}" : "";

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
