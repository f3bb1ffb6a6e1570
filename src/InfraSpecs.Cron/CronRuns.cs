namespace InfraSpecs.Cron;

/// <summary>One run of a job.</summary>
/// <param name="Number">Its place among the runs, from 1.</param>
/// <param name="SeenAt">When its line reached this process; runs that were over when the container was attached to are seen together.</param>
/// <param name="Line">The line it wrote.</param>
public sealed record CronRun(long Number, DateTimeOffset SeenAt, string Line);

/// <summary>The runs that a job's log showed when it was looked at.</summary>
/// <param name="Log">What was read: the file, the pattern, the last lines.</param>
public sealed record CronRuns(LogSnapshot Log)
{
    /// <summary>How many there were; of more than <see cref="LogFollower.MatchesKept"/>, only the last are in <see cref="All"/>.</summary>
    public long Count => Log.MatchCount;

    /// <summary>The runs, first to last.</summary>
    public IReadOnlyList<CronRun> All { get; } =
        [.. Log.Matches.Select((line, index) => new CronRun(Log.MatchCount - Log.Matches.Count + index + 1, line.ArrivedAt, line.Text))];

    /// <summary>The time between each run and the next.</summary>
    public IReadOnlyList<TimeSpan> Gaps => [.. All.Zip(All.Skip(1), (earlier, later) => later.SeenAt - earlier.SeenAt)];
}
