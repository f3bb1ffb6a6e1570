namespace InfraSpecs.Cron;

/// <summary>
/// How busybox's crond goes through time: crond_main() and flag_starting_jobs() of its crond.c. At each wake-up a job is run once if any
/// minute since the last wake-up names it; after a jump of more than an hour nothing is. Minutes are those of local time, whatever
/// daylight saving makes of them.
/// </summary>
internal static class BusyboxClock
{
    private static readonly TimeSpan Disparity = TimeSpan.FromMinutes(60);

    // A job is seen to have ended 10 s after its start, or at the next wake-up. Where a jump comes before that, the wake-up after the jump takes it for running.
    private static readonly TimeSpan Reaps = TimeSpan.FromMinutes(1);

    public static IEnumerable<DueRun> Walk(CronSchedule schedule, IReadOnlyList<ClockSpan> spans, TimeZoneInfo zone)
    {
        DateTimeOffset? before = null;
        DateTimeOffset? ran = null;
        var takenForRunning = false;
        foreach (var wakeup in DaemonWakeup.During(spans))
        {
            var since = before ?? wakeup.At;
            before = wakeup.At;
            if (wakeup.At - since > Reaps && since - ran < Reaps) takenForRunning = true;
            if (wakeup.At - since > Disparity) continue;

            var named = Minutes(since, wakeup.At).Select(it => WallClock.MinuteAt(it, zone)).Where(schedule.Names).ToList();
            if (named.Count > 0)
            {
                yield return new DueRun(wakeup.At, wakeup.Until, named[^1], wakeup.IsCertain && !takenForRunning);
                ran = wakeup.At;
            }

            if (wakeup.At > since && wakeup.At == wakeup.At.Minute()) takenForRunning = false;
        }
    }

    private static IEnumerable<DateTimeOffset> Minutes(DateTimeOffset since, DateTimeOffset now)
    {
        for (var minute = WallClock.NextMinute(since); minute <= now; minute = minute.AddMinutes(1)) yield return minute;
    }
}
