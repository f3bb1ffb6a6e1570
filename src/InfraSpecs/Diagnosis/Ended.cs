namespace InfraSpecs.Diagnosis;

/// <summary>A container ended by itself, and not well. What the spec has stopped or killed is none.</summary>
internal sealed class Ended : IDiagnosisRule
{
    private const long Killed = 137;

    public IEnumerable<LikelyCause> Judge(FailureFacts failure) => failure.Containers
        .Where(it => it is { Status: "exited" or "dead", Broken: null, OutOfMemory: false, ExitCode: not 0 } and not { SharesProcesses: true, ExitCode: Killed })
        .Select(Cause);

    private static LikelyCause Cause(ContainerFacts it)
    {
        var complaint = FailureText.Complaint(it.LastLines) ?? it.LastLines.LastOrDefault(line => !string.IsNullOrWhiteSpace(line));
        return it.ExitCode == Killed && complaint is null
            ? new LikelyCause(
                nameof(Ended),
                $"{it.Name} was killed by SIGKILL, and not by the spec.",
                $"look who removes or stops containers on this engine{(it.MemoryLimit is { } limit ? $"; if nobody does, it needs more memory than {FailureText.Count(limit >> 20, "MiB", "MiB")}" : "")}.")
            : new LikelyCause(
                nameof(Ended),
                $"{it.Name} ended by itself with exit code {it.ExitCode}{(complaint is null ? " and printed nothing." : $": {FailureText.Sentence(complaint)}")}",
                complaint is null ? "look at its command and its image." : "mend what its last lines say.");
    }
}
