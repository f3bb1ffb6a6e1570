using DotNet.Testcontainers.Builders;
using InfraSpecs.Time;

namespace InfraSpecs;

/// <summary>
/// A container with a clock of its own: the same for its main process, all that it starts and what is executed in it. The image is unchanged; a small
/// library is put before the C library of each program (ld.so(8), LD_PRELOAD). What time it is and sleeping follow this clock; monotonic clocks, timers
/// (alarm, setitimer) and waits for other things (select, poll, epoll) stay real, and files are stamped with real time. One verb at a time: a second waits for the first.
/// </summary>
public sealed class ContainerClock : IAsyncDisposable
{
    /// <summary>How many times as fast as real time it runs at most: a minute in a fifth of a second. Programs must find time to do what is due in it.</summary>
    public const double FastestSpeed = 300;

    /// <summary>How many times as fast as real time it runs where no speed is named: a minute in each second.</summary>
    public const double UsualSpeed = 60;

    private readonly Engine _engine;
    private readonly ClockVolume? _volume;
    private readonly ClockHistory _history;
    private readonly ClockControlFile _file;
    private readonly SemaphoreSlim _one = new(1);

    private ContainerClock(Engine engine, Container container, ClockVolume? volume, ClockHistory history)
    {
        (_engine, Container, Name, _volume, _history) = (engine, container, container.Name, volume, history);
        _file = new ClockControlFile(engine, container.Id, Name, history);
    }

    /// <summary>The container.</summary>
    public Container Container { get; }

    /// <summary>What the container's clock shows, in UTC; right to some milliseconds where the engine is on another machine.</summary>
    public DateTimeOffset Now => _history.Now;

    /// <summary>What is odd about the instant at which it started; null if nothing is.</summary>
    public string? Warning { get; private init; }

    /// <summary>How its time has passed so far, first to last. Between two spans the clock jumped.</summary>
    public IReadOnlyList<ClockSpan> Spans => _history.Read();

    /// <summary>Starts a container with a clock of its own, and sees that it took hold.</summary>
    /// <param name="engine">Where.</param>
    /// <param name="builder">The container, as <see cref="Engine.NewContainer"/> gave it, with whatever was added.</param>
    /// <param name="options">What the clock shows at first.</param>
    /// <param name="token">Ends the start; nothing is left then.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    /// <exception cref="ClockException">The container's main process cannot be given a clock.</exception>
    /// <exception cref="ContainerException">The engine refused to start it.</exception>
    public static async Task<ContainerClock> StartAsync(Engine engine, ContainerBuilder builder, ContainerClockOptions options, CancellationToken token)
    {
        options.Validate();
        var ahead = EngineClock.ReadAheadAsync(engine.Client, engine.Time, token);
        var image = await ClockImage.InspectAsync(engine, builder.Build().Image.FullName, token);
        var warning = image.WarnOf(options.StartAt);
        var history = new ClockHistory(engine.Time, await ahead, options.StartAt);
        try
        {
            var injection = new ClockInjection(engine, image, history.Begin);
            return await TakenAsync(engine, await StartAsync(engine, injection, builder, token), null, history, warning, token);
        }
        catch (ClockInjection.ReadOnlyRootException readOnly)
        {
            var volume = await ClockVolume.CreateAsync(engine, image, readOnly.Container, history.Begin(), token);
            try
            {
                return await TakenAsync(engine, await engine.StartAsync(volume.Into(builder, image), token), volume, history, warning, token);
            }
            catch (Exception e)
            {
                await Undo.AfterAsync(e, volume.DisposeAsync);
                throw;
            }
        }
    }

    /// <summary>Jumps forward: what lies between is skipped. Who sleeps past it wakes within 10 ms. What cron does about a jump is in docs/cron.md.</summary>
    /// <param name="instant">What the clock shows then; the speed stays.</param>
    /// <param name="token">Ends the request; whether the clock has jumped is open then.</param>
    /// <exception cref="ClockException">That would be back, or something in the container has changed the control file.</exception>
    public Task AdvanceToAsync(DateTimeOffset instant, CancellationToken token) => OneAsync(
        () => instant < Now ? throw ClockException.Backwards(Name, Now, instant) : _history.Jump(instant), token);

    /// <summary>Runs for some of the container's time at <see cref="UsualSpeed"/>, a minute in each second, and then on as before.</summary>
    /// <inheritdoc cref="RunForAsync(TimeSpan, double, CancellationToken)"/>
    public Task RunForAsync(TimeSpan duration, CancellationToken token) => RunForAsync(duration, UsualSpeed, token);

    /// <summary>Runs for some of the container's time, faster or slower than real time, and then on as before.</summary>
    /// <param name="duration">How long, by the container's clock.</param>
    /// <param name="speed">How many times as fast as real time: more than 0, at most <see cref="FastestSpeed"/>. 60 is a minute in each second.</param>
    /// <param name="token">Stops waiting; the clock runs on as before it.</param>
    /// <exception cref="ClockException">The speed or the duration is none that is possible; or the engine was so slow that the clock leapt; or something in the
    /// container has changed the control file.</exception>
    public async Task RunForAsync(TimeSpan duration, double speed, CancellationToken token)
    {
        if (!(speed is > 0 and <= FastestSpeed)) throw ClockException.TooFast(Name, speed);
        if (duration <= TimeSpan.Zero || duration > TimeSpan.FromDays(3653)) throw ClockException.NotForward(Name, duration);
        await OneAsync(() => _history.Run(duration, speed), PassAsync, token);
    }

    /// <summary>The clock stands still; who sleeps sleeps on.</summary>
    /// <param name="token">Ends the request.</param>
    /// <exception cref="ClockException">Something in the container has changed the control file.</exception>
    public Task FreezeAsync(CancellationToken token) => OneAsync(() => _history.Flow(0), token);

    /// <summary>The clock runs as real time does, from where it stands.</summary>
    /// <param name="token">Ends the request.</param>
    /// <exception cref="ClockException">Something in the container has changed the control file.</exception>
    public Task ResumeAsync(CancellationToken token) => OneAsync(() => _history.Flow(ClockControl.RealSpeed), token);

    /// <summary>The clock shows real time again, and runs with it.</summary>
    /// <param name="token">Ends the request.</param>
    /// <exception cref="ClockException">Real time is before what the clock shows, or something in the container has changed the control file.</exception>
    public Task ReturnToRealTimeAsync(CancellationToken token) => OneAsync(
        () => _history.RealNow < Now ? throw ClockException.Backwards(Name, Now, _history.RealNow) : _history.Return(), token);

    /// <inheritdoc cref="ReadRecordsAsync(long, CancellationToken)"/>
    public IAsyncEnumerable<ClockRecord> ReadRecordsAsync(CancellationToken token) => ReadRecordsAsync(after: 0, token);

    /// <summary>What the clock's library has noted in the container, from the first record on, as it comes; ends with the container. The image needs
    /// <c>sh</c> and <c>tail</c>.</summary>
    /// <param name="after">How many of the first records are known, and left out: of a container that was started again.</param>
    /// <param name="token">Ends the stream with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ContainerException">The image has no sh or no tail.</exception>
    public async IAsyncEnumerable<ClockRecord> ReadRecordsAsync(long after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
    {
        await foreach (var line in ClockJournal.FollowAsync(Container, token))
        {
            if (ClockJournal.Read(line.Text) is { } record && after-- <= 0) yield return record;
        }
    }

    /// <summary>The processes that live in real time: programs, static or in Go, that something has started in the container since the clock was seen to hold.
    /// What was executed in it from outside is not looked at.</summary>
    /// <param name="token">Ends the look-up.</param>
    /// <exception cref="ContainerException">The container does not run.</exception>
    public Task<IReadOnlyList<UnreachedProcess>> ListUnreachedAsync(CancellationToken token) => UnreachedProcess.ListAsync(Container, token);

    /// <summary>Removes the container and its anonymous volumes.</summary>
    public async ValueTask DisposeAsync()
    {
        await Container.DisposeAsync();
        if (_volume is not null) await _volume.DisposeAsync();
    }

    private string Name { get; }

    private static Task<Container> StartAsync(Engine engine, ClockInjection injection, ContainerBuilder builder, CancellationToken token) =>
        engine.EndPromptlyAsync(linked => ContainerStart.RunAsync(engine, injection.Prepare(builder), new ContainerStart.Plan { Prepare = injection.RunAsync }, linked), token);

    private static async Task<ContainerClock> TakenAsync(Engine engine, Container container, ClockVolume? volume, ClockHistory history, string? warning, CancellationToken token)
    {
        var clock = new ContainerClock(engine, container, volume, history) { Warning = warning };
        try
        {
            await ClockCheck.WaitAsync(container, history, token);
            return clock;
        }
        catch (Exception e)
        {
            await Undo.AfterAsync(e, container.DisposeAsync);
            throw;
        }
    }

    private async Task PassAsync(CancellationToken token)
    {
        try
        {
            // Not a guess: this is when the container's clock has arrived.
            await Task.Delay(_history.UntilRunEnds(), _engine.Time, token);
        }
        catch (OperationCanceledException)
        {
            await _file.WriteAsync(_history.StopRun, CancellationToken.None);
            throw;
        }

        await _file.CheckAsync(token);
    }

    private Task OneAsync(Func<ClockControl> change, CancellationToken token) => OneAsync(change, _ => Task.CompletedTask, token);

    private async Task OneAsync(Func<ClockControl> change, Func<CancellationToken, Task> then, CancellationToken token)
    {
        await _one.WaitAsync(token);
        try
        {
            await _file.WriteAsync(change, token);
            await then(token);
        }
        finally
        {
            _one.Release();
        }
    }
}
