namespace InfraSpecs.Cron;

/// <summary>
/// Takes Debian's cron or cronie to an instant: straight to the second in which it looks at the minute's jobs. What it does about minutes that
/// were skipped is its own rule (cron.c): up to five are made up for one after the other, up to three hours wildcard jobs run once and
/// fixed-time jobs of the gap are made up for, beyond that only the jobs of the minute run.
/// </summary>
internal static class VixieTimeSkip
{
    /// <summary>Then it has looked at the minute's jobs.</summary>
    public static readonly TimeSpan Awake = TimeSpan.FromSeconds(2);

    /// <summary>Debian's cron looks in the minute's second 1, cronie before that. A container's clock is known to some milliseconds only.</summary>
    private static readonly TimeSpan Looks = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan MadeUpFor = TimeSpan.FromMinutes(181);

    // "if (job_runqueue()) sleep(10);" between the minutes that are made up for.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    public static async Task ToAsync(Daemon daemon, DateTimeOffset instant, CancellationToken token)
    {
        var clock = daemon.Clock;
        var before = clock.Now;
        var target = instant < before ? instant : instant.OrLater(instant.Minute() + Awake);
        await clock.AdvanceToAsync(target, token);
        if (target.Minute() == before.Minute()) return; // it goes on sleeping
        var sleep = await daemon.SleepAfterAsync(target.Minute() + Looks, token);
        while (target - before < MadeUpFor && sleep.For == Pause)
        {
            await clock.RunForAsync(Pause * 1.1, token);
            sleep = await daemon.SleepAfterAsync(sleep, token);
        }

        await daemon.JobsBegunAsync(token);
    }
}
