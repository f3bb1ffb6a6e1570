namespace InfraSpecs.Cron;

/// <summary>
/// How busybox's crond goes through time: crond_main() and flag_starting_jobs() of its crond.c. At each beat a job is run once if any
/// minute since the last beat names it; after a jump of more than an hour nothing is. Minutes are those of local time, whatever
/// daylight saving makes of them.
/// </summary>
internal static class BusyboxClock
{
    private static readonly TimeSpan Disparity = TimeSpan.FromMinutes(60);

    public static IEnumerable<DueRun> Walk(CronSchedule schedule, IReadOnlyList<ClockSpan> spans, TimeZoneInfo zone)
    {
        DateTimeOffset? before = null;
        var resynchronized = false;
        foreach (var beat in DaemonBeat.Of(spans))
        {
            var since = before ?? beat.At;
            before = beat.At;
            if (beat.At - since > Disparity)
            {
                resynchronized = true;
                continue;
            }

            var named = Minutes(since, beat.At).Select(it => WallClock.MinuteAt(it, zone)).Where(schedule.Names).ToList();
            // A job that ran before the disparity is taken for running still, until the beat after the next.
            if (named.Count > 0) yield return new DueRun(beat.At, beat.Until, named[^1], beat.IsCertain && !resynchronized);
            if (beat.At > since && beat.At.Second == 0) resynchronized = false;
        }
    }

    private static IEnumerable<DateTimeOffset> Minutes(DateTimeOffset since, DateTimeOffset now)
    {
        for (var minute = WallClock.NextMinute(since); minute <= now; minute = minute.AddMinutes(1)) yield return minute;
    }
}
