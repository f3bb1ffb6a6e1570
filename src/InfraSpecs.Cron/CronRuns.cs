namespace InfraSpecs.Cron;

/// <summary>The runs that a job's log showed when it was looked at.</summary>
/// <param name="Log">What was read: the file, the pattern, the last lines.</param>
public sealed record CronRuns(LogSnapshot Log)
{
    /// <summary>How many there were; of more than <see cref="LogFollower.MatchesKept"/>, only the last are in <see cref="All"/>.</summary>
    public long Count => Log.MatchCount;

    /// <summary>The runs, first to last.</summary>
    public IReadOnlyList<CronRun> All { get; } =
        [.. Log.Matches.Select((line, index) => new CronRun { Number = Log.MatchCount - Log.Matches.Count + index + 1, StartedAt = line.ArrivedAt, Output = line.Text })];

    /// <summary>The time between each run and the next.</summary>
    public IReadOnlyList<TimeSpan> Gaps => [.. All.Zip(All.Skip(1), (earlier, later) => later.StartedAt - earlier.StartedAt)];
}
