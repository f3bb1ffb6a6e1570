namespace InfraSpecs.Cron;

/// <content>Runs: waits for them, and snapshots.</content>
public sealed partial class CronContainer
{
    /// <summary>Waits, in real time, for as long as the schedule takes: <see cref="CronOptions.Every"/> for each run, and <see cref="CronOptions.Slack"/>.</summary>
    /// <inheritdoc cref="WaitForRunsAsync(int, TimeSpan, CancellationToken)"/>
    public Task<CronRuns> WaitForRunsAsync(int count, CancellationToken token) =>
        WaitForRunsAsync(count, (_options.Every * count) + _options.Slack, token);

    /// <summary>Waits until at least <paramref name="count"/> runs have ended since the container was started first. A restart meanwhile is waited through.</summary>
    /// <param name="count">How many runs; 1 or more.</param>
    /// <param name="within">The deadline, in real time.</param>
    /// <param name="token">Cancels the call.</param>
    /// <exception cref="CronException">Fewer had ended when the deadline passed, and the diagnosis knows why.</exception>
    /// <exception cref="CronException">No daemon runs, and none will come: that is said within some 2 s, with the cause.</exception>
    /// <exception cref="WaitException">Fewer had ended when the deadline passed.</exception>
    /// <exception cref="CronException">None had, since what works in the container lives in real time, where runs are not recorded.</exception>
    /// <exception cref="ContainerException">The container ended with fewer. Or the image has no sh or no tail, by which records are followed.</exception>
    /// <exception cref="WaitCanceledException">The caller's token ended the wait.</exception>
    public async Task<CronRuns> WaitForRunsAsync(int count, TimeSpan within, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        using var life = CancellationTokenSource.CreateLinkedTokenSource(token, _closed);
        try
        {
            await WithDaemonAsync(linked => RunsWait.ThroughRestartsAsync(Container, left => WaitForAsync(count, left, linked), within, linked), isVain: _ => false, life.Token);
        }
        catch (WaitException wait) when (wait.Reason == WaitReason.TimedOut && within > TimeSpan.Zero)
        {
            if (_observation is { Recorder.FirstSleep: null }) await _observation.Daemon.RequireReachedAsync(life.Token);
            var diagnosis = await RunsWait.ExplainAsync(Container.Engine.Time, linked => DiagnoseJobAsync(_options.Job, linked), life.Token);
            if (diagnosis is not null) throw CronException.RunsMissing(wait, diagnosis);
            throw;
        }

        return await ReadRunsAsync(life.Token);
    }

    /// <summary>The runs so far, also those that have not ended.</summary>
    /// <param name="token">Cancels the call.</param>
    /// <exception cref="CronException">The container's time zone is not known here.</exception>
    /// <exception cref="ContainerException">The container was removed.</exception>
    public Task<CronRuns> ReadRunsAsync(CancellationToken token)
    {
        var log = Log.Snapshot();
        return WhileThereAsync("its runs", async () => _observation is null ? LoggedRuns.Read(log, NotRecordedBecause) : await _observation.ReadRunsAsync(log, token), token);
    }

    private Task WaitForAsync(int count, TimeSpan within, CancellationToken token) => _observation is { } seen
        ? Container.WaitUntilAsync(
            FailureText.Count(count, "run"), linked => seen.Recorder.AskAsync(() => seen.Recorder.Counts.Ended >= count ? seen : null, seen.Tally, linked), within, token)
        : Log.WaitForMatchesAsync(count, within, token);
}
