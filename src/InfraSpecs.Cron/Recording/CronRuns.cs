namespace InfraSpecs.Cron;

/// <summary>A snapshot of the runs of a container's jobs.</summary>
public sealed record CronRuns
{
    /// <summary>The container's name.</summary>
    public required string Container { get; init; }

    /// <summary>The runs, first to last, also those that have not ended. Of runs that are known by their log's lines only, and more than
    /// <see cref="LogFollower.MatchesKept"/>, the last.</summary>
    public required IReadOnlyList<CronRun> All { get; init; }

    /// <summary>How many runs there were, also those that <see cref="All"/> has no more.</summary>
    public required long Count { get; init; }

    /// <summary>Which daemon ran them: by its rules they are compared with a schedule. Null if none has started, or it is none that is known here.</summary>
    public required CronDaemon? Daemon { get; init; }

    /// <summary>The daemon's time zone; of one job's runs, what its crontab sets CRON_TZ to, where the daemon is cronie.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>How the container's clock went, from the daemon's start to this snapshot. Time in which the container was down is left out.</summary>
    public required IReadOnlyList<ClockSpan> Spans { get; init; }

    /// <summary>When the daemon started anew, each of them the beginning of a span.</summary>
    internal IReadOnlyList<DateTimeOffset> Restarts { get; init; } = [];

    /// <summary>The zone of each command whose crontab names one of its own: cronie's CRON_TZ.</summary>
    internal IReadOnlyDictionary<string, TimeZoneInfo> Zones { get; init; } = new Dictionary<string, TimeZoneInfo>();

    /// <summary>What the job's log file showed.</summary>
    public required LogSnapshot Log { get; init; }

    /// <summary>What the daemon said to syslog, other than that a command or a session begins or ends: "(root) INFO (Job execution of per-minute job … Skipping job run.)".</summary>
    public IReadOnlyList<SyslogRecord> Said { get; init; } = [];

    /// <summary>Why runs may be missing: from what is recorded, and the container's files as they were when runs were first looked at. Null where nothing
    /// is recorded; ask <see cref="CronContainer.DiagnoseAsync"/> there, and for the processes.</summary>
    public CronDiagnosis? Diagnosis { get; init; }

    /// <summary>Why the runs were not recorded, so that they are known by the lines of <see cref="Log"/> only; null if they were.</summary>
    public string? NotRecordedBecause { get; init; }

    /// <summary>The time between each run's start and the next one's.</summary>
    public IReadOnlyList<TimeSpan> Gaps => [.. All.Zip(All.Skip(1), (earlier, later) => later.StartedAt - earlier.StartedAt)];

    /// <summary>The runs whose command contains a text, with their numbers as before.</summary>
    /// <param name="partOfCommand">Such as the script's name; upper and lower case differ.</param>
    public CronRuns ForJob(string partOfCommand)
    {
        ArgumentException.ThrowIfNullOrEmpty(partOfCommand);
        var zones = Zones.Where(it => it.Key.Contains(partOfCommand, StringComparison.Ordinal)).Select(it => it.Value).Distinct().ToList();
        List<CronRun> some = [.. All.Where(run => run.Command?.Contains(partOfCommand, StringComparison.Ordinal) == true)];
        return this with { All = some, Count = some.Count, Zone = zones.Count == 1 ? zones[0] : Zone };
    }

    /// <summary>Compares the runs with a schedule.</summary>
    /// <param name="schedule">When they are due; read by the rules of the daemon that ran them.</param>
    public ScheduleReport CompareWith(CronSchedule schedule) => ScheduleReport.Compare(schedule, this);
}
