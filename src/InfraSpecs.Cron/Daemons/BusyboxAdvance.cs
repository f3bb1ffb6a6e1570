namespace InfraSpecs.Cron;

/// <summary>
/// Takes busybox's crond to an instant. It runs nothing when it notices that the clock has jumped by more than an hour, and in the minute
/// after that takes a job that ran before for running still (crond.c: check_completions comes after flag_starting_jobs). So it is taken to
/// 65 s before the minute, and through them quickly.
/// </summary>
internal static class BusyboxAdvance
{
    private static readonly TimeSpan Approach = TimeSpan.FromSeconds(65);
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(5);

    public static async Task ToAsync(Daemon daemon, DateTimeOffset instant, CancellationToken token)
    {
        var clock = daemon.Clock;
        if (instant < clock.Now) await clock.AdvanceToAsync(instant, token); // is refused, and says why
        var minute = instant.Minute();
        var approach = minute - Approach;
        if (approach.Minute() > clock.Now)
        {
            await clock.AdvanceToAsync(approach, token);
            await daemon.SleepAfterAsync(approach, token);
        }

        if (minute < clock.Now.Minute()) return;
        var left = instant.OrLater(minute + Afterwards) - clock.Now;
        if (left <= TimeSpan.Zero) return;
        await clock.RunForAsync(left, ContainerClock.FastestSpeed, token);
        await daemon.SleepAfterAsync(minute, token);
    }
}
