namespace InfraSpecs.Cron;

/// <summary>Sees, while something waits for what only a daemon does, whether there is one. One that died or never comes does nothing, however long it is
/// waited for. The processes are looked at only while nothing is heard of the daemon.</summary>
internal sealed class DaemonWatch(Daemon daemon, CronRecorder recorder, Func<CancellationToken, Task<CronDiagnosis>> diagnose)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(4);

    /// <summary>What supervises a daemon starts it again within that.</summary>
    private static readonly TimeSpan RestartsWithin = TimeSpan.FromSeconds(2);

    private readonly Container _container = daemon.Clock.Container;

    /// <summary>Does something that needs a daemon, and ends it where there is none.</summary>
    /// <exception cref="CronException">No daemon runs, and none will come. Or what works in the container lives in real time.</exception>
    public async Task GuardAsync(Func<CancellationToken, Task> work, CancellationToken token)
    {
        var began = _container.Engine.Time.GetTimestamp();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(token);
        var watching = MissingAsync(enough.Token);
        var working = work(enough.Token);
        var isFirst = await Task.WhenAny(working, watching) == watching && !token.IsCancellationRequested;
        await enough.CancelAsync();
        await Task.WhenAll(working, watching).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (isFirst) throw CronException.DaemonMissing(_container.Name, _container.Engine.Time.GetElapsedTime(began), await watching);
        await ExplainedAsync(working, began, token);
    }

    /// <summary>A wait that was in vain for want of a daemon says so, and not that something did not come or cannot be followed.</summary>
    private async Task ExplainedAsync(Task working, long began, CancellationToken token)
    {
        try
        {
            await working;
        }
        catch (InfraSpecsException e) when (e is WaitException { Reason: WaitReason.TimedOut, Within.Ticks: > 0 } or ContainerException { Reason: ContainerReason.LogUnreadable })
        {
            if (await ExplainAsync(token) is not { } diagnosis) throw;
            throw CronException.DaemonMissing(_container.Name, _container.Engine.Time.GetElapsedTime(began), diagnosis, e);
        }
    }

    /// <summary>Returns when there is no daemon, and why; it does not while one may come.</summary>
    private async Task<CronDiagnosis> MissingAsync(CancellationToken token)
    {
        var (pause, wasMissing) = (FirstPause, false);
        while (true)
        {
            var heard = recorder.Heard;
            await Task.Delay(wasMissing ? RestartsWithin : pause, _container.Engine.Time, token);
            pause = pause < LongestPause ? pause * 2 : LongestPause;
            var processes = recorder.Heard == heard ? await LookAsync(token) : null;
            var isMissing = processes is not null && !DaemonPresence.IsThere(processes);
            var isGone = isMissing && (DaemonPresence.OnlyIdle(processes!) || (recorder.HasBegun ? wasMissing : DaemonPresence.NobodyStarts(processes!)));
            if (isGone && await ExplainAsync(token) is { } diagnosis && (recorder.HasBegun || DaemonPresence.OnlyIdle(processes!) || diagnosis.Findings[0].Fault == CronFault.NoDaemon)) return diagnosis;
            wasMissing = isMissing;
        }
    }

    /// <summary>What is wrong with the daemon itself, and whatever else; null where one runs.</summary>
    private async Task<CronDiagnosis?> ExplainAsync(CancellationToken token)
    {
        await daemon.RequireReachedAsync(token);
        var diagnosis = await RunsWait.ExplainAsync(_container.Engine.Time, diagnose, token);
        return diagnosis?.Findings[0].Fault is CronFault.NoDaemon or CronFault.NotInForeground or CronFault.NotRunning ? diagnosis : null;
    }

    /// <summary>Null where the container has ended; the wait says so, and for what.</summary>
    private async Task<ContainerProcesses?> LookAsync(CancellationToken token)
    {
        try
        {
            return await _container.ReadProcessesAsync(token);
        }
        catch (ContainerException e) when (e.Reason is ContainerReason.Ended or ContainerReason.Removed)
        {
            return null;
        }
    }
}
