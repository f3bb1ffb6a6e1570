namespace InfraSpecs.Cron;

/// <summary>All that is known when somebody asks why a job did not run. What was not looked at is empty or null, and nothing is concluded from that.</summary>
internal sealed record CronEvidence
{
    /// <summary>The container's files.</summary>
    public required CronFiles Files { get; init; }

    /// <summary>What cron and others said by syslog(3).</summary>
    public IReadOnlyList<SyslogRecord> Syslog { get; init; } = [];

    /// <summary>The last lines that the container printed; none where they are not kept.</summary>
    public IReadOnlyList<string> Output { get; init; } = [];

    /// <summary>The runs, also those that have not ended.</summary>
    public IReadOnlyList<CronRun> Runs { get; init; } = [];

    /// <summary>The processes; null if the container has ended or was never started.</summary>
    public ContainerProcesses? Processes { get; init; }

    /// <summary>How the container ended; null if it did not.</summary>
    public ContainerExit? Exit { get; init; }

    /// <summary>How the container's time went.</summary>
    public IReadOnlyList<ClockSpan> Spans { get; init; } = [];

    /// <summary>When the daemon started anew, each of them the beginning of a span.</summary>
    internal IReadOnlyList<DateTimeOffset> Restarts { get; init; } = [];

    /// <summary>The daemon's time zone.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>A part of the command of the one job that matters: what is found about other jobs and their crontabs is left out. Null for all.</summary>
    public string? Job { get; init; }

    /// <summary>A part of the command of the job that should be there, also where all jobs are asked about; null where nobody said.</summary>
    public string? Expected { get; init; }

    /// <summary>What is mounted in the container; null if nobody looked.</summary>
    public ContainerMounts? Mounts { get; init; }

    /// <summary>The job's log; null if none was followed.</summary>
    public LogSnapshot? Log { get; init; }

    /// <summary>The container was started, so that its files are as its entry point left them.</summary>
    internal bool WasStarted => Processes is not null || Exit is not null || Spans.Count > 0 || Runs.Count > 0;

    /// <summary>How much of the container's time passed between two instants, jumps left out; and how much real time that took at least.</summary>
    /// <param name="from">The earlier.</param>
    /// <param name="to">The later.</param>
    internal (TimeSpan Lived, TimeSpan Real) Between(DateTimeOffset from, DateTimeOffset to)
    {
        var (lived, real) = (TimeSpan.Zero, TimeSpan.Zero);
        foreach (var span in Spans.Where(it => it.Speed > 0))
        {
            var part = (span.To < to ? span.To : to) - (span.From > from ? span.From : from);
            if (part <= TimeSpan.Zero) continue;
            (lived, real) = (lived + part, real + (part / span.Speed));
        }

        return (lived, real);
    }
}
