namespace InfraSpecs.Cron;

/// <summary>
/// How Debian's cron and cronie go through time: main() of their cron.c. They keep the minute up to which all is done; how far that is
/// behind the wall clock, or before it, decides what is run.
/// </summary>
internal static class VixieClock
{
    private const int CaughtUpSilently = 5;
    private const int LongestLeap = 3 * 60;

    // "if (job_runqueue()) sleep(10);" between the minutes that are made up for.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    public static IEnumerable<DueRun> Walk(CronSchedule schedule, IReadOnlyList<ClockSpan> spans, TimeZoneInfo zone)
    {
        DateTime? before = null;
        var done = default(DateTime);
        foreach (var wakeup in DaemonWakeup.During(spans))
        {
            var now = WallClock.MinuteAt(wakeup.At, zone);
            if (now == before) continue;
            var starts = before is null;
            before = now;
            if (starts)
            {
                done = now; // the minute in which the daemon starts is over for it
                continue;
            }

            foreach (var (index, minute) in Minutes(schedule, done, now).Index().Where(it => schedule.Names(it.Item)))
            {
                yield return new DueRun(wakeup.At, wakeup.Until + (Pause * index), minute, wakeup.IsCertain);
            }

            if (now > done || done - now >= TimeSpan.FromMinutes(LongestLeap)) done = now;
        }
    }

    /// <summary>The minutes whose jobs are run now, of a schedule of this kind.</summary>
    private static IEnumerable<DateTime> Minutes(CronSchedule schedule, DateTime done, DateTime now) => (now - done).TotalMinutes switch
    {
        > 0 and <= CaughtUpSilently => Between(done, now),
        > CaughtUpSilently and <= LongestLeap => schedule.HasWildcardTime ? [now] : Between(done, now),
        <= 0 and > -LongestLeap => schedule.HasWildcardTime ? [now] : [],
        _ => [now],
    };

    private static IEnumerable<DateTime> Between(DateTime done, DateTime now)
    {
        for (var minute = done.AddMinutes(1); minute <= now; minute = minute.AddMinutes(1)) yield return minute;
    }
}
