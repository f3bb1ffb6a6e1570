namespace InfraSpecs.Report;

/// <summary>Where a run's time went. Specs side by side count each.</summary>
/// <param name="Milliseconds">By what was done; fixtures' starts are set-up, their removal tear-down.</param>
/// <param name="Waits">The longest waits, the longest first.</param>
internal sealed record RunCost(IReadOnlyDictionary<Doing, long> Milliseconds, IReadOnlyList<(WaitFacts Wait, long Took, SpecFacts? Spec)> Waits)
{
    private const int WaitsTold = 5;

    public long Total => Milliseconds.Values.Sum();

    public static RunCost Of(RunFacts run)
    {
        var sums = Enum.GetValues<Doing>().ToDictionary(it => it, _ => 0L);
        foreach (var segment in run.Specs.SelectMany(Segment.Of)) sums[segment.What] += segment.Took;
        foreach (var process in run.Processes)
        {
            sums[Doing.SetUp] += Union(process, "setup");
            sums[Doing.TearDown] += Union(process, "down");
        }

        var waits = run.Specs.SelectMany(spec => spec.Waits.Select(it => (Wait: it, Took: (it.To ?? spec.End) - it.From, Spec: (SpecFacts?)spec)))
            .Concat(run.Processes.SelectMany(it => it.Waits.Select(wait => (Wait: wait, Took: (wait.To ?? it.Last) - wait.From, Spec: (SpecFacts?)null))));
        return new(sums, [.. waits.OrderByDescending(it => it.Took).Take(WaitsTold)]);
    }

    /// <summary>What fixtures do side by side takes the time of the longest.</summary>
    private static long Union(ProcessFacts process, string kind)
    {
        var (sum, reached) = (0L, 0L);
        foreach (var work in process.Works.Where(it => it.Kind == kind).OrderBy(it => it.From))
        {
            var to = work.To ?? process.Last;
            sum += Math.Max(0, to - Math.Max(reached, work.From));
            reached = Math.Max(reached, to);
        }

        return sum;
    }
}
