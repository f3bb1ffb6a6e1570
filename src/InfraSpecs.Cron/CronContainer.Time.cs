namespace InfraSpecs.Cron;

/// <content>Moving time.</content>
public sealed partial class CronContainer
{
    /// <summary>
    /// Skips time, up to an instant, in the way that the daemon needs to run that minute's jobs: Debian's cron and cronie wake in second 2 of the
    /// minute; busybox runs through the 65 s before it at x300, and to second 5. Returns when the daemon has noticed. Then it goes on at the speed from before.
    /// </summary>
    /// <remarks>What the daemon does about jobs that were due in between is its own rule: docs/cron.md.</remarks>
    /// <param name="instant">The time; a whole minute is where jobs are due.</param>
    /// <param name="token">Cancels the call.</param>
    /// <exception cref="CronException">The container runs on real time, or its daemon does, or is not known. Or no daemon runs, and none will come: that
    /// is said within some 2 s, with the cause.</exception>
    /// <exception cref="ClockException">That would be back.</exception>
    /// <exception cref="ContainerException">The container has ended. Or the image has no sh or no tail, by which records are followed.</exception>
    /// <exception cref="WaitException">The daemon has not started, or did not notice.</exception>
    public Task AdvanceToAsync(DateTimeOffset instant, CancellationToken token) => MoveWithDaemonAsync(
        async (daemon, linked) =>
        {
            var program = (await daemon.StartAsync(linked)).Program;
            switch (await _observation!.IdentifyDaemonAsync(linked))
            {
                case null: throw CronException.DaemonUnknown(Container.Name, program);
                case CronDaemon.Busybox: await BusyboxTimeSkip.ToAsync(daemon, instant, linked); break;
                default: await VixieTimeSkip.ToAsync(daemon, instant, linked); break;
            }
        },
        token);

    /// <summary>Lets the container's time pass at x60, a minute in each second.</summary>
    /// <inheritdoc cref="RunForAsync(TimeSpan, double, CancellationToken)"/>
    public Task RunForAsync(TimeSpan duration, CancellationToken token) => RunForAsync(duration, ContainerClock.UsualSpeed, token);

    /// <summary>Lets the container's time pass, minute by minute, and returns when it has and the daemon has done its last minute. Then it goes on at the
    /// speed from before. A daemon that a busy machine keeps waiting, for up to 10 s, loses and doubles no run: it comes up minute by minute.</summary>
    /// <param name="duration">How long, by the container's clock.</param>
    /// <param name="speed">How many times as fast as real time; at most 300.</param>
    /// <param name="token">Cancels the call; the clock goes on as before.</param>
    /// <exception cref="CronException">The container runs on real time, or its daemon does. Or no daemon runs, and none will come: that is said within
    /// some 2 s, with the cause.</exception>
    /// <exception cref="ClockException">The speed or the duration is none that is possible, or the engine was so slow that the clock leapt.</exception>
    /// <exception cref="ContainerException">The container has ended. Or the image has no sh or no tail, by which records are followed.</exception>
    /// <exception cref="WaitException">The daemon has not started, or did not keep up.</exception>
    public Task RunForAsync(TimeSpan duration, double speed, CancellationToken token) => MoveWithDaemonAsync(
        async (daemon, linked) =>
        {
            await daemon.StartAsync(linked);
            var before = daemon.Clock.Now;
            await daemon.Clock.RunForAsync(duration, speed, linked);
            var last = (daemon.Clock.Now - VixieTimeSkip.Awake).Minute();
            if (last > before) await daemon.SleepAfterAsync(last, linked);
        },
        token);

    /// <summary>The clock stands still; jobs that run go on, and find that no time passes.</summary>
    /// <param name="token">Cancels the call.</param>
    /// <exception cref="CronException">The container runs on real time.</exception>
    public Task FreezeAsync(CancellationToken token) => MoveAsync((daemon, linked) => daemon.Clock.FreezeAsync(linked), token);

    /// <summary>The clock goes on as real time does, from where it stands.</summary>
    /// <param name="token">Cancels the call.</param>
    /// <exception cref="CronException">The container runs on real time.</exception>
    public Task ResumeAsync(CancellationToken token) => MoveAsync((daemon, linked) => daemon.Clock.ResumeAsync(linked), token);

    private Task MoveWithDaemonAsync(Func<Daemon, CancellationToken, Task> move, CancellationToken token) => MoveAsync(
        (daemon, linked) => WithDaemonAsync(guarded => move(daemon, guarded), isVain: e => e is WaitException { Reason: WaitReason.TimedOut }, linked), token);

    /// <summary>Two verbs that move the clock do not mix, and neither outlives the container.</summary>
    private async Task MoveAsync(Func<Daemon, CancellationToken, Task> move, CancellationToken token)
    {
        var daemon = _observation?.Daemon ?? throw CronException.OnRealTime(Container.Name, _unsupported!);
        using var life = CancellationTokenSource.CreateLinkedTokenSource(token, _closed);
        life.Token.ThrowIfCancellationRequested();
        await _clockMoves.WaitAsync(life.Token);
        try
        {
            await move(daemon, life.Token);
        }
        finally
        {
            _clockMoves.Release();
        }
    }
}
