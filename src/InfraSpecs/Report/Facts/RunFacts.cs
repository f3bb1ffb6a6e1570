namespace InfraSpecs.Report;

/// <summary>What is recorded of a run, or of several that are told as one.</summary>
internal sealed class RunFacts
{
    public RunFacts(IEnumerable<ProcessFacts> processes)
    {
        Processes = [.. processes.OrderBy(it => it.Started ?? DateTimeOffset.MaxValue).ThenBy(it => it.File, StringComparer.Ordinal)];
        Specs = [.. Processes.SelectMany(it => it.Specs)];
        Red = [.. Specs.Where(it => it.IsRed)];
        Started = Processes.Select(it => it.Started).FirstOrDefault(it => it is not null);
    }

    public IReadOnlyList<ProcessFacts> Processes { get; }

    public IReadOnlyList<SpecFacts> Specs { get; }

    public IReadOnlyList<SpecFacts> Red { get; }

    /// <summary>When the first process began.</summary>
    public DateTimeOffset? Started { get; }

    public IReadOnlyList<string> Runs => [.. Processes.Select(it => it.Run ?? "?").Distinct()];

    /// <summary>What a failed run left behind, as its processes told it.</summary>
    public IReadOnlyList<string> Left => [.. Processes.SelectMany(it => it.End?.Left ?? [])];

    /// <summary>From the first process's beginning to a time of one of them; milliseconds. Runs that lie far apart are drawn from a common beginning.</summary>
    public long Since(ProcessFacts process, long at) => at + (Runs.Count > 1 ? 0 : Offset(process));

    /// <summary>How long it took by the clock on the wall; of several runs the sum.</summary>
    public long Took => Processes.GroupBy(it => it.Run).Sum(run => run.Max(it => Offset(it) + it.Last) - run.Min(Offset));

    public int Count(SpecState state) => Specs.Count(it => it.State == state);

    private long Offset(ProcessFacts process) => process.Started is { } started && Started is { } first ? (long)(started - first).TotalMilliseconds : 0;

    /// <summary>"3 of 46 specs are red", which is the page's title.</summary>
    public string Title => (Specs.Count, Red.Count) switch
    {
        (0, _) => "No spec was recorded",
        (_, 0) when Count(SpecState.Passed) == 0 => $"All {FailureText.Count(Specs.Count, "spec")} were skipped",
        (1, 0) => "The spec is green",
        (var all, 0) => $"All {FailureText.Count(all - Count(SpecState.Skipped), "spec")} are green",
        (1, _) => "The spec is red",
        (var all, 1) => $"1 of {FailureText.Count(all, "spec")} is red",
        var (all, red) => $"{red:N0} of {FailureText.Count(all, "spec")} are red",
    };
}
