namespace InfraSpecs.Cron;

/// <summary>The cron daemon of a container that has a clock of its own: whether it has started, and what it has noticed.</summary>
internal sealed class Daemon(Engine engine, ContainerClock clock, CronRecorder recorder)
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan NoticesWithin = TimeSpan.FromSeconds(15);

    public ContainerClock Clock => clock;

    /// <summary>Waits for its first sleep: it has read its crontabs, and the minute in which that was is over for it.</summary>
    /// <exception cref="ContainerExitedException">The container has ended.</exception>
    /// <exception cref="WaitTimedOutException">It has not started within 30 s.</exception>
    public Task<DaemonSleepRecord> StartAsync(CancellationToken token) => clock.Container.WaitUntilAsync(
        engine,
        "a cron daemon",
        linked => recorder.AskAsync(() => recorder.FirstSleep, () => "no process called cron or crond has waited for its next minute yet", linked),
        StartsWithin,
        token);

    /// <summary>Waits until it has done what an instant asked for, and sleeps again.</summary>
    /// <exception cref="ContainerExitedException">The container has ended.</exception>
    /// <exception cref="WaitTimedOutException">It did not do so within 15 s, though it should have been awake.</exception>
    public Task<DaemonSleepRecord> SleepAfterAsync(DateTimeOffset instant, CancellationToken token) => clock.Container.WaitUntilAsync(
        engine,
        $"its daemon to notice that it is {instant.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC",
        linked => recorder.AskAsync(
            () => recorder.LastSleep is { } last && last.At >= instant ? last : null,
            () => $"it last went to sleep at {recorder.LastSleep?.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC",
            linked),
        NoticesWithin,
        token);
}
