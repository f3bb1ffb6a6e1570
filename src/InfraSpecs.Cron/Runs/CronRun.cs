namespace InfraSpecs.Cron;

/// <summary>One run of one job.</summary>
public sealed record CronRun
{
    /// <summary>Its place among the runs, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>When it began, by what the container's clock showed its daemon, in UTC; of a run that is known by its log's line only, when the line arrived.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, behind the clock by as much as its daemon was at the start; null while it runs, and if it was interrupted.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The container ended while it ran, or its daemon was started anew, and nobody saw how it ended.</summary>
    public bool WasInterrupted { get; init; }

    /// <summary>How long it took, by the container's clock; null while it runs, and if it was interrupted.</summary>
    public TimeSpan? Duration => EndedAt - StartedAt;

    /// <summary>Its exit code; null while it runs, when a signal ended it, and where it was not recorded.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The signal that ended it; null if none did.</summary>
    public int? Signal { get; init; }

    /// <summary>As whom it ran, by the container's own list of users, or a number that is not in it; null where it was not recorded.</summary>
    public string? User { get; init; }

    /// <summary>The command as the shell got it; null where it was not recorded.</summary>
    public string? Command { get; init; }

    /// <summary>The names of the variables that the daemon gave it, not their values; null where they were not recorded.</summary>
    public IReadOnlyList<string>? Variables { get; init; }

    /// <summary>What it did not run although it was meant to, and did not tell by its exit code: "run-parts skips /opt/jobs/backup.sh: there is a '.' in
    /// its name". Null where nothing is known of such.</summary>
    public string? LeftOut { get; init; }

    /// <summary>What it wrote to standard output and standard error, at most the first 64 KiB; of a run that is known by its log's line only, that line.</summary>
    public string Output { get; init; } = "";

    /// <summary>It runs still.</summary>
    internal bool IsOpen => EndedAt is null && !WasInterrupted;
}
