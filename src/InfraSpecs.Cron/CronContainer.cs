using DotNet.Testcontainers.Builders;

namespace InfraSpecs.Cron;

/// <summary>
/// A running container whose main process is cron, with a clock of its own: time can be skipped, run fast or frozen, and each run of a job is
/// recorded with its start, end, exit code and output. A daemon that cannot be given a clock (a static program, one in Go) runs on real time;
/// its runs are then known by its job's log only.
/// </summary>
public sealed partial class CronContainer : IAsyncDisposable
{
    private readonly Engine _engine;
    private readonly CronOptions _options;
    private readonly ClockUnsupportedException? _unsupported;
    private readonly CronObservation? _observation;
    private readonly CancellationTokenSource _closing = new();
    private readonly SemaphoreSlim _oneVerb = new(1);

    private CronContainer(Engine engine, CronOptions options, Container container, ContainerClock? clock, ClockUnsupportedException? unsupported)
    {
        (_engine, _options, Container, _unsupported) = (engine, options, container, unsupported);
        Log = container.FollowFile(options.LogFile, options.RunPattern);
        if (clock is not null) _observation = new CronObservation(engine, clock, options.Job, options.Daemon);
    }

    /// <summary>The container.</summary>
    public Container Container { get; }

    /// <summary>Its clock; null if it runs on real time, since its daemon cannot be given one.</summary>
    public ContainerClock? Clock => _observation?.Clock;

    /// <summary>The job's log file, followed from its first line.</summary>
    public LogFollower Log { get; }

    /// <summary>Starts a container from the image source "cronjob", as <see cref="CronOptions"/> has it where nothing is said.</summary>
    /// <inheritdoc cref="StartAsync(Engine, CronOptions, CancellationToken)"/>
    public static Task<CronContainer> StartAsync(Engine engine, CancellationToken token) => StartAsync(engine, new CronOptions(), token);

    /// <summary>Starts a cron container. Whether cron stays up is not waited for: the waits for its runs say when it does not.</summary>
    /// <param name="engine">Where.</param>
    /// <param name="options">Which image, what time, which log.</param>
    /// <param name="token">Ends the start; nothing is left then.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    /// <exception cref="ImageUnavailableException">The image cannot be had.</exception>
    /// <exception cref="ImageBuildException">The image source could not be built.</exception>
    /// <exception cref="ContainerStartException">The engine refused to start it.</exception>
    /// <exception cref="ClockUnsupportedException">It was to start at another time, and cannot be given a clock.</exception>
    /// <exception cref="CronException">The image does not have the time zone.</exception>
    public static Task<CronContainer> StartAsync(Engine engine, CronOptions options, CancellationToken token)
    {
        options.Validate();
        return engine.EndPromptlyAsync(linked => StartCronAsync(engine, options, linked), token);
    }

    private static async Task<CronContainer> StartCronAsync(Engine engine, CronOptions options, CancellationToken token)
    {
        var image = await engine.Images.GetAsync(options.Image, token);
        var builder = engine.NewContainer(image, "cron").WithCreateParameterModifier(create => create.HostConfig!.Init = options.Init);
        if (options.TimeZone is { } zone) builder = builder.WithEnvironment("TZ", zone);
        var cron = await StartAsync(engine, options, options.Configure?.Invoke(builder) ?? builder, token);
        try
        {
            if (options.TimeZone is not null) await new CronFileReader(engine, cron.Container.Id, cron.Container.Name).RequireZoneAsync(options.TimeZone, token);
            return cron;
        }
        catch (Exception e)
        {
            await Undo.AfterAsync(e, cron.DisposeAsync);
            throw;
        }
    }

    /// <summary>
    /// Skips time, up to an instant, in the way that the daemon needs to run that minute's jobs: Debian's cron and cronie wake in second 2 of the
    /// minute; busybox runs through the 65 s before it at x300, and to second 5. Returns when the daemon has noticed. Then it goes on at the speed from before.
    /// </summary>
    /// <remarks>What the daemon does about jobs that were due in between is its own rule: docs/cron.md.</remarks>
    /// <param name="instant">The time; a whole minute is where jobs are due.</param>
    /// <param name="token">Ends the request.</param>
    /// <exception cref="CronException">The container runs on real time, or its daemon does, or is not known.</exception>
    /// <exception cref="ClockRefusedException">That would be back.</exception>
    /// <exception cref="ContainerExitedException">The container has ended.</exception>
    /// <exception cref="WaitTimedOutException">The daemon has not started, or did not notice.</exception>
    /// <exception cref="LogUnreadableException">The image has no sh or no tail, by which records are followed.</exception>
    public Task AdvanceToAsync(DateTimeOffset instant, CancellationToken token) => MoveAsync(
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
    /// <param name="token">Stops waiting; the clock goes on as before.</param>
    /// <exception cref="CronException">The container runs on real time, or its daemon does.</exception>
    /// <exception cref="ClockRefusedException">The speed or the duration is none that is possible.</exception>
    /// <exception cref="ClockLostException">The engine was so slow that the clock leapt.</exception>
    /// <exception cref="ContainerExitedException">The container has ended.</exception>
    /// <exception cref="WaitTimedOutException">The daemon has not started, or did not keep up.</exception>
    /// <exception cref="LogUnreadableException">The image has no sh or no tail, by which records are followed.</exception>
    public Task RunForAsync(TimeSpan duration, double speed, CancellationToken token) => MoveAsync(
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
    /// <param name="token">Ends the request.</param>
    /// <exception cref="CronException">The container runs on real time.</exception>
    public Task FreezeAsync(CancellationToken token) => MoveAsync((daemon, linked) => daemon.Clock.FreezeAsync(linked), token);

    /// <summary>The clock goes on as real time does, from where it stands.</summary>
    /// <param name="token">Ends the request.</param>
    /// <exception cref="CronException">The container runs on real time.</exception>
    public Task ResumeAsync(CancellationToken token) => MoveAsync((daemon, linked) => daemon.Clock.ResumeAsync(linked), token);

    /// <summary>Waits, in real time, for as long as the schedule takes: <see cref="CronOptions.Every"/> for each run, and <see cref="CronOptions.Slack"/>.</summary>
    /// <inheritdoc cref="WaitForRunsAsync(int, TimeSpan, CancellationToken)"/>
    public Task<CronRuns> WaitForRunsAsync(int count, CancellationToken token) =>
        WaitForRunsAsync(count, (_options.Every * count) + _options.Slack, token);

    /// <summary>Waits until at least <paramref name="count"/> runs have ended since the container was started first. A restart meanwhile is waited through.</summary>
    /// <param name="count">How many runs; 1 or more.</param>
    /// <param name="within">The deadline, in real time.</param>
    /// <param name="token">The caller's token.</param>
    /// <exception cref="CronException">Fewer had ended when the deadline passed, and the diagnosis knows why.</exception>
    /// <exception cref="WaitTimedOutException">Fewer had ended when the deadline passed.</exception>
    /// <exception cref="CronException">None had, since what works in the container lives in real time, where runs are not recorded.</exception>
    /// <exception cref="ContainerExitedException">The container ended with fewer.</exception>
    /// <exception cref="LogUnreadableException">The image has no sh or no tail, by which records are followed.</exception>
    /// <exception cref="WaitCanceledException">The caller's token ended the wait.</exception>
    public async Task<CronRuns> WaitForRunsAsync(int count, TimeSpan within, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        using var life = CancellationTokenSource.CreateLinkedTokenSource(token, _closing.Token);
        try
        {
            await RunsWait.ThroughRestartsAsync(Container, left => WaitForAsync(count, left, life.Token), within, life.Token);
        }
        catch (WaitTimedOutException wait) when (within > TimeSpan.Zero)
        {
            if (_observation is { Recorder.FirstSleep: null }) await _observation.Daemon.RequireReachedAsync(life.Token);
            var diagnosis = await RunsWait.ExplainAsync(_engine.Time, linked => DiagnoseJobAsync(_options.Job, linked), life.Token);
            if (diagnosis is not null) throw CronException.RunsMissing(wait, diagnosis);
            throw;
        }

        return await ReadRunsAsync(life.Token);
    }

    /// <summary>The runs so far, also those that have not ended.</summary>
    /// <param name="token">Ends the look-up.</param>
    /// <exception cref="CronException">The container's time zone is not known here.</exception>
    public async Task<CronRuns> ReadRunsAsync(CancellationToken token)
    {
        var log = Log.Snapshot();
        return _observation is null ? LoggedRuns.Read(log, CronException.FirstLine(_unsupported!)) : await _observation.ReadRunsAsync(log, token);
    }

    /// <summary>Says why jobs do not run, or run in vain: from the container's files, from what cron said and jobs wrote, from its processes or its end.</summary>
    /// <param name="token">Ends the look-up.</param>
    /// <exception cref="CronException">The container's time zone is not known here.</exception>
    public Task<CronDiagnosis> DiagnoseAsync(CancellationToken token) => DiagnoseJobAsync(null, token);

    /// <inheritdoc cref="Container.StopAsync(CancellationToken)"/>
    public Task<ContainerExit> StopAsync(CancellationToken token) => Container.StopAsync(token);

    /// <inheritdoc cref="Container.StopAsync(TimeSpan, CancellationToken)"/>
    public Task<ContainerExit> StopAsync(TimeSpan grace, CancellationToken token) => Container.StopAsync(grace, token);

    /// <inheritdoc cref="Container.KillAsync"/>
    public Task<ContainerExit> KillAsync(CancellationToken token) => Container.KillAsync(token);

    /// <summary>Starts it again after its end. Its clock goes on from where it is, and its runs are counted on.</summary>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="ContainerExitedException">It ended at once; the message has the tail of its log.</exception>
    public Task StartAsync(CancellationToken token) => Container.StartAsync(token);

    /// <summary>Stops it if it runs, with the usual 10 s, and starts it again.</summary>
    /// <inheritdoc cref="StartAsync(CancellationToken)"/>
    public Task RestartAsync(CancellationToken token) => Container.RestartAsync(token);

    /// <summary>Ends what is under way, and removes the container and its anonymous volumes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_closing.IsCancellationRequested) return;
        await _closing.CancelAsync();
        await _oneVerb.WaitAsync();
        await Log.DisposeAsync();
        if (_observation is not null) await _observation.DisposeAsync();
        else await Container.DisposeAsync();
    }

    private static async Task<CronContainer> StartAsync(Engine engine, CronOptions options, ContainerBuilder builder, CancellationToken token)
    {
        try
        {
            var clock = await ContainerClock.StartAsync(engine, builder, new ContainerClockOptions { StartAt = options.StartAt }, token);
            return new CronContainer(engine, options, clock.Container, clock, null);
        }
        catch (ClockUnsupportedException unsupported) when (options.StartAt is null)
        {
            return new CronContainer(engine, options, await engine.StartAsync(builder, token), null, unsupported);
        }
    }

    /// <summary>Two verbs that move the clock do not mix, and neither outlives the container.</summary>
    private async Task MoveAsync(Func<Daemon, CancellationToken, Task> move, CancellationToken token)
    {
        var daemon = _observation?.Daemon ?? throw CronException.OnRealTime(Container.Name, _unsupported!);
        using var life = CancellationTokenSource.CreateLinkedTokenSource(token, _closing.Token);
        await _oneVerb.WaitAsync(life.Token);
        try
        {
            await move(daemon, life.Token);
        }
        finally
        {
            _oneVerb.Release();
        }
    }

    private Task WaitForAsync(int count, TimeSpan within, CancellationToken token) => _observation is { } seen
        ? Container.WaitUntilAsync(
            $"{count} {(count == 1 ? "run" : "runs")}", linked => seen.Recorder.AskAsync(() => seen.Recorder.Counts.Ended >= count ? seen : null, seen.Tally, linked), within, token)
        : Log.WaitForMatchesAsync(count, within, token);

    private async Task<CronDiagnosis> DiagnoseJobAsync(string? job, CancellationToken token)
    {
        var log = Log.Snapshot();
        return _observation is null
            ? Conclusions.Draw(await CronExamination.ReadAsync(Container, token) with { Log = log, Job = job }) with { NotRecordedBecause = CronException.FirstLine(_unsupported!) }
            : await _observation.DiagnoseAsync(log, job, token);
    }
}
