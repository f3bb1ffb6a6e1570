namespace InfraSpecs.Cron;

/// <summary>The cron daemon of a container that has a clock of its own: whether it has started, and what it has noticed.</summary>
internal sealed class Daemon(ContainerClock clock, CronRecorder recorder)
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan UsuallyStartsWithin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan NoticesWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BeginWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(1);

    public ContainerClock Clock => clock;

    /// <summary>Waits for its first sleep: it has read its crontabs, and the minute in which that was is over for it.</summary>
    /// <exception cref="ContainerException">The container has ended.</exception>
    /// <exception cref="WaitException">It has not started within 30 s.</exception>
    /// <exception cref="CronException">What works in the container lives in real time.</exception>
    public async Task<SleepRecord> StartAsync(CancellationToken token)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(token);
        var started = clock.Container.WaitUntilAsync(
            "a cron daemon",
            linked => recorder.AskAsync(() => recorder.FirstSleep, () => "no process called cron or crond has waited for its next minute yet", linked),
            StartsWithin,
            waiting.Token);
        try
        {
            await Task.WhenAny(started, Task.Delay(UsuallyStartsWithin, clock.Container.Engine.Time, waiting.Token));
            if (!started.IsCompleted && !token.IsCancellationRequested) await RequireReachedAsync(token);
            return await started;
        }
        finally
        {
            await waiting.CancelAsync();
            await ((Task)started).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Waits until it has done what an instant asked for, and sleeps again.</summary>
    /// <exception cref="ContainerException">The container has ended.</exception>
    /// <exception cref="WaitException">It did not do so within 15 s, though it should have been awake.</exception>
    public Task<SleepRecord> SleepAfterAsync(DateTimeOffset instant, CancellationToken token) =>
        SleepAsync($"notice that it is {instant.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC", last => last.At >= instant, token);

    /// <summary>Waits until it has woken from a sleep, and sleeps again. The end of a job wakes it too.</summary>
    /// <inheritdoc cref="SleepAfterAsync(DateTimeOffset, CancellationToken)"/>
    public Task<SleepRecord> SleepAfterAsync(SleepRecord sleep, CancellationToken token) =>
        SleepAsync($"wake from its sleep of {sleep.For.TotalSeconds:0} s", last => last != sleep, token);

    /// <summary>Waits until each process that the daemon forked for a job has become it: a clock that is moved before that would mislead the job.</summary>
    /// <inheritdoc cref="SleepAfterAsync(DateTimeOffset, CancellationToken)"/>
    public Task JobsBegunAsync(CancellationToken token) => clock.Container.WaitUntilAsync("its daemon's jobs to begin", BegunAsync, BeginWithin, token);

    /// <summary>Gives the jobs that run a second to end.</summary>
    /// <inheritdoc cref="JobsBegunAsync"/>
    public async Task LetJobsEndAsync(CancellationToken token)
    {
        await JobsBegunAsync(token);
        try
        {
            await clock.Container.WaitUntilAsync(
                "its daemon's jobs to end", linked => recorder.AskAsync(() => recorder.Open == 0 ? recorder : null, () => $"{recorder.Open} of them run", linked), EndWithin, token);
        }
        catch (WaitException e) when (e.Reason == WaitReason.TimedOut)
        {
            // A job that takes longer is one that still runs.
        }
    }

    /// <summary>An init or an entry point waits for what it has started; of the others at least one must be in reach, or no daemon will come.</summary>
    /// <exception cref="CronException">None is.</exception>
    public async Task RequireReachedAsync(CancellationToken token)
    {
        try
        {
            var unreached = await clock.ListUnreachedAsync(token);
            var all = (await clock.Container.ReadProcessesAsync(token)).OfMain;
            // None at all in a container that ends.
            var working = all.Where(it => all.All(other => other.ParentHostId != it.HostId)).ToList();
            if (working.Count > 0 && working.All(it => unreached.Any(other => other.Process.HostId == it.HostId))) throw CronException.ClockNotSeen(clock.Container.Name, unreached);
        }
        catch (ContainerException e) when (e.Reason == ContainerReason.Ended)
        {
            // The wait says so, and for what.
        }
    }

    private async ValueTask<Probe<bool>> BegunAsync(CancellationToken token)
    {
        var all = (await clock.Container.ReadProcessesAsync(token)).Processes;
        var daemons = all.Where(it => it.Program.ToUpperInvariant() is "CRON" or "CROND").ToList();
        // Copies of the daemon that nothing has come from yet. The child that waits for a job has that for a child.
        var waiting = daemons.Count(it => daemons.Any(other => other.HostId == it.ParentHostId) && !all.Any(other => other.ParentHostId == it.HostId));
        return waiting == 0 ? Probe.Ready(true) : Probe.NotYet<bool>($"{waiting} of its processes {(waiting == 1 ? "has" : "have")} not become a job yet");
    }

    private Task<SleepRecord> SleepAsync(string what, Predicate<SleepRecord> isIt, CancellationToken token) => clock.Container.WaitUntilAsync(
        $"its daemon to {what}",
        linked => recorder.AskAsync(
            () => recorder.LastSleep is { } last && isIt(last) ? last : null,
            () => $"it last went to sleep at {recorder.LastSleep?.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC",
            linked),
        NoticesWithin,
        token);
}
