namespace InfraSpecs.Cron;

/// <summary>A schedule that the daemon would not take, or would take for something else than it says.</summary>
public sealed class InvalidCronScheduleException : InfraSpecsException
{
    internal InvalidCronScheduleException(string schedule, CronDaemon daemon, CronScheduleError error)
        : base(
            $"schedule '{schedule}'",
            $"Schedule '{schedule}' cannot be used: {error.Sentence}",
            [],
            "write five fields, as '25 6 * * *', or one of @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually.") =>
        (Schedule, Daemon, Error) = (schedule, daemon, error);

    /// <summary>The schedule as it was given.</summary>
    public string Schedule { get; }

    /// <summary>By whose rules it was read.</summary>
    public CronDaemon Daemon { get; }

    /// <summary>What is wrong.</summary>
    public CronScheduleError Error { get; }
}
