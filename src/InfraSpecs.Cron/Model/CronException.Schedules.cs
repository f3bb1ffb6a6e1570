namespace InfraSpecs.Cron;

public sealed partial class CronException
{
    internal static CronException ScheduleInvalid(string schedule, CronDaemon daemon, CronScheduleError error) => new(
        CronReason.ScheduleInvalid,
        $"schedule '{schedule}'",
        $"Schedule '{schedule}' cannot be used: {error.Sentence}",
        [],
        "write five fields, as '25 6 * * *', or one of @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually.")
    {
        Schedule = schedule,
        Daemon = daemon,
        Error = error,
    };
}
