namespace InfraSpecs.Cron;

/// <summary>
/// Takes busybox's crond to an instant. It runs nothing when it notices that the clock has jumped by more than an hour, and in the minute
/// after that takes a job that ran before for running still (crond.c: check_completions comes after flag_starting_jobs). So it is taken to
/// 65 s before the minute, and through them quickly; but what it runs in the minute before has time to end.
/// </summary>
internal static class BusyboxTimeSkip
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
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
        var before = minute - Minute;
        if (await ThroughAsync(daemon, before, before + Afterwards, token)) await daemon.LetJobsEndAsync(token);
        await ThroughAsync(daemon, minute, instant.OrLater(minute + Afterwards), token);
    }

    private static async Task<bool> ThroughAsync(Daemon daemon, DateTimeOffset minute, DateTimeOffset to, CancellationToken token)
    {
        if (to - daemon.Clock.Now is not { Ticks: > 0 } left) return false;
        await daemon.Clock.RunForAsync(left, ContainerClock.FastestSpeed, token);
        await daemon.SleepAfterAsync(minute, token);
        return true;
    }
}
