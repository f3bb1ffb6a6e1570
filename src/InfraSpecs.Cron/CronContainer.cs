using DotNet.Testcontainers.Builders;

namespace InfraSpecs.Cron;

/// <summary>
/// A running container whose main process is cron, with a clock of its own: time can be skipped, run fast or frozen, and each run of a job is
/// recorded with its start, end, exit code and output. A daemon that cannot be given a clock (a static program, one in Go) runs on real time;
/// its runs are then known by its job's log only.
/// </summary>
public sealed partial class CronContainer : IAsyncDisposable
{
    private readonly CronOptions _options;
    private readonly ClockException? _unsupported;
    private readonly CronObservation? _observation;
    private readonly DaemonWatch? _watch;
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationToken _closed;
    private readonly SemaphoreSlim _clockMoves = new(1);

    private CronContainer(CronOptions options, Container container, ContainerClock? clock, ClockException? unsupported)
    {
        (_options, Container, _unsupported, _closed) = (options, container, unsupported, _closing.Token);
        Log = container.FollowFile(options.LogFile, options.RunPattern);
        if (clock is null) return;
        _observation = new CronObservation(clock, options.Job, options.Daemon);
        _watch = new DaemonWatch(_observation.Daemon, _observation.Recorder, linked => DiagnoseJobAsync(options.Job, linked));
    }

    /// <summary>The container.</summary>
    public Container Container { get; }

    /// <summary>Its clock; null if it runs on real time, since its daemon cannot be given one.</summary>
    public ContainerClock? Clock => _observation?.Clock;

    /// <summary>The job's log file, followed from its first line.</summary>
    public LogFollower Log { get; }

    private string NotRecordedBecause => CronException.FirstLine(_unsupported!);

    /// <summary>Starts a container from the image source "cronjob", as <see cref="CronOptions"/> has it where nothing is said.</summary>
    /// <inheritdoc cref="StartAsync(Engine, CronOptions, CancellationToken)"/>
    public static Task<CronContainer> StartAsync(Engine engine, CancellationToken token) => StartAsync(engine, new CronOptions(), token);

    /// <summary>Starts a cron container. Whether cron stays up is not waited for: the waits for its runs say when it does not.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="options">The image, the time, the log.</param>
    /// <param name="token">Cancels the call; nothing is left then.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    /// <exception cref="ImageException">The image cannot be had, or the image source could not be built.</exception>
    /// <exception cref="ContainerException">The engine refused to start it.</exception>
    /// <exception cref="ClockException">It was to start at another time, and cannot be given a clock.</exception>
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
        var cron = await StartWithClockAsync(engine, options, options.Configure?.Invoke(builder) ?? builder, token);
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

    /// <summary>Ends what is under way, and removes the container and its anonymous volumes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_closing.IsCancellationRequested) return;
        await _closing.CancelAsync();
        await _clockMoves.WaitAsync();
        await Log.DisposeAsync();
        if (_observation is not null) await _observation.DisposeAsync();
        else await Container.DisposeAsync();
        _clockMoves.Dispose();
        _closing.Dispose();
    }

    /// <summary>On real time where it cannot be given a clock.</summary>
    private static async Task<CronContainer> StartWithClockAsync(Engine engine, CronOptions options, ContainerBuilder builder, CancellationToken token)
    {
        try
        {
            var clock = await ContainerClock.StartAsync(engine, builder, new ContainerClockOptions { StartAt = options.StartAt }, token);
            return new CronContainer(options, clock.Container, clock, null);
        }
        catch (ClockException unsupported) when (options.StartAt is null && unsupported.Reason is ClockReason.Unsupported or ClockReason.NotInForce)
        {
            return new CronContainer(options, await engine.StartAsync(builder, token), null, unsupported);
        }
    }
}
