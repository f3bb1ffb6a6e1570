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
        await working;
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
            if (isMissing && await JudgeAsync(processes!, wasMissing, token) is { } diagnosis) return diagnosis;
            wasMissing = isMissing;
        }
    }

    /// <summary>Why there is no daemon, and none will come. Idle programs start none; one that was there may be started again at once; one that was never there
    /// may come from whatever works, unless the container has none.</summary>
    private async Task<CronDiagnosis?> JudgeAsync(ContainerProcesses processes, bool wasMissing, CancellationToken token)
    {
        var isIdle = DaemonPresence.OnlyIdle(processes);
        if (!isIdle && !(recorder.HasBegun ? wasMissing : DaemonPresence.NobodyStarts(processes))) return null;
        await daemon.RequireReachedAsync(token);
        var diagnosis = await RunsWait.ExplainAsync(_container.Engine.Time, diagnose, token);
        return diagnosis?.IsOfDaemon == true && (isIdle || recorder.HasBegun || diagnosis.Findings[0].Fault == CronFault.NoDaemon) ? diagnosis : null;
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
