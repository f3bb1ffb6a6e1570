namespace InfraSpecs.Cron;

/// <summary>A run, and what it was due for.</summary>
/// <param name="Due">What the daemon owed.</param>
/// <param name="Run">What it did.</param>
public sealed record DueRunPair(DueRun Due, CronRun Run);

/// <summary>Runs held against a schedule: each run belongs to one due run at most, and the other way round.</summary>
public sealed record ScheduleReport
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private ScheduleReport()
    {
    }

    /// <summary>The schedule.</summary>
    public required CronSchedule Schedule { get; init; }

    /// <summary>All that was due, first to last; what is not certain among it counts for nothing if it did not come.</summary>
    public required IReadOnlyList<DueRun> Due { get; init; }

    /// <summary>Runs that came when they were due.</summary>
    public required IReadOnlyList<DueRunPair> OnTime { get; init; }

    /// <summary>Runs that came after <see cref="DueRun.Until"/>.</summary>
    public required IReadOnlyList<DueRunPair> Late { get; init; }

    /// <summary>What was due, and did not come.</summary>
    public required IReadOnlyList<DueRun> Missed { get; init; }

    /// <summary>Second and further runs in a minute for which one was due.</summary>
    public required IReadOnlyList<CronRun> Doubled { get; init; }

    /// <summary>Runs in minutes for which none was due.</summary>
    public required IReadOnlyList<CronRun> Unexpected { get; init; }

    /// <summary>Something was certainly due, or was due and came. Otherwise nothing is proven.</summary>
    public bool WasDue => OnTime.Count > 0 || Due.Any(it => it.IsCertain);

    /// <summary>Something was due, and all of it came, once and in time.</summary>
    public bool IsFollowed => WasDue && Late.Count + Missed.Count + Doubled.Count + Unexpected.Count == 0;

    internal static ScheduleReport Compare(CronSchedule schedule, CronRuns runs)
    {
        List<DueRun> due = [.. DaemonLife.Each(runs.Spans, runs.Restarts).SelectMany(spans => schedule.DueIn(spans, runs.Zone))];
        var open = due.OrderBy(it => it.At).ToList();
        List<CronRun> unmatched = [];
        List<DueRunPair> pairs = [];

        // First what is in its own minute, so that one missed run is not taken for a row of late ones.
        foreach (var run in runs.All.OrderBy(it => it.StartedAt)) Match(run, it => run.StartedAt - it.At < Minute, unmatched);
        List<CronRun> left = [];
        foreach (var run in unmatched) Match(run, it => run.StartedAt <= it.Until || !due.Any(other => other.At > it.At && other.At <= run.StartedAt), left);

        return new ScheduleReport
        {
            Schedule = schedule,
            Due = due,
            OnTime = [.. pairs.Where(it => it.Run.StartedAt <= it.Due.Until).OrderBy(it => it.Run.StartedAt)],
            Late = [.. pairs.Where(it => it.Run.StartedAt > it.Due.Until).OrderBy(it => it.Run.StartedAt)],
            Missed = [.. open.Where(it => it.IsCertain)],
            Doubled = [.. left.Where(IsDoubled)],
            Unexpected = [.. left.Where(it => !IsDoubled(it))],
        };

        void Match(CronRun run, Func<DueRun, bool> isNear, List<CronRun> others)
        {
            var match = open.LastOrDefault(it => it.At <= run.StartedAt && isNear(it));
            if (match is null)
            {
                others.Add(run);
                return;
            }

            open.Remove(match);
            pairs.Add(new DueRunPair(match, run));
        }

        bool IsDoubled(CronRun run) => due.Any(it => it.At <= run.StartedAt && run.StartedAt - it.At < Minute);
    }
}
