using System.Collections.Concurrent;
using Docker.DotNet;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using InfraSpecs.Cleanup;
using InfraSpecs.Evidence;
using InfraSpecs.Observation;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace InfraSpecs;

/// <summary>
/// A connection to a Docker engine: where everything begins. Disposing it removes what its session made and did not remove itself.
/// </summary>
public sealed partial class Engine : IAsyncDisposable
{
    /// <summary>The oldest API that Testcontainers 4.16 speaks: that of Docker 25.</summary>
    public static readonly Version MinimumApiVersion = EngineVersion.Minimum;

    private readonly EngineChoice _choice;
    private readonly WatchedEndpoint _endpoint;
    private readonly EngineHealth _health;
    private readonly Creations _creations = new();
    private readonly LateWork _late;
    private readonly LeftBehind _left;
    private readonly ConcurrentDictionary<Type, Lazy<object>> _kept = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Lazy<Task> _disposal;
    private readonly ObservedSession? _observed;
    private readonly MaskedLogger? _logger;
    private readonly HashSet<string> _roles = [];
    private readonly SteadyPorts? _ports;
    private int _containers;

    private Engine(EngineChoice choice, EngineVersion version, EngineOptions options)
    {
        var (endpoint, time) = (choice.Configuration, options.Time);
        (NamedBy, IsPodman) = (choice.By, version.IsPodman);
        (_choice, Version, ApiVersion, Time) = (choice, version.Engine, version.Api, time);
        (Session, _ports) = (new Session(options.Named), options.Named is null ? null : new SteadyPorts());
        _health = new EngineHealth(endpoint.GetDockerClientBuilder().Build(), choice.Endpoint, time);
        _endpoint = new WatchedEndpoint(endpoint, Session.Id, _health, _creations);
        _disposal = new Lazy<Task>(DisposeOnceAsync);
        (_late, _left) = (new LateWork(time), new LeftBehind(_health, _closing.Token));

        // No time limit of the client's own: a followed log may be silent for hours, and every wait here has its own deadline.
        Client = _endpoint.GetDockerClientBuilder().WithTimeout(Timeout.InfiniteTimeSpan).Build();
        _observed = ObservedSession.Begin(choice, Session, version, time);
        if (options.Logger is not { } logger) return;
        _logger = new MaskedLogger(logger);
        SessionLog.Add(_logger);
    }

    /// <summary>The engine's address.</summary>
    public Uri Endpoint => _choice.Endpoint;

    /// <summary>What named this engine: "DOCKER_HOST", "the Docker context 'staging' of DOCKER_CONTEXT"; null where nothing did and a usual socket answers, or where
    /// <see cref="EngineOptions.Endpoint"/> did.</summary>
    public string? NamedBy { get; }

    /// <summary>The engine's version, as "26.1.5".</summary>
    public string Version { get; }

    /// <summary>The newest API version it speaks.</summary>
    public Version ApiVersion { get; }

    /// <summary>The raw Docker API, for what InfraSpecs does not say. Label what you make with <see cref="Session"/>'s labels.</summary>
    public IDockerClient Client { get; }

    /// <summary>The labels of everything made through this connection.</summary>
    public Session Session { get; }

    /// <summary>What the sweep at connection removed of sessions that are dead.</summary>
    public SweepReport Swept { get; private set; } = SweepReport.Nothing;

    /// <summary>Where time comes from.</summary>
    public TimeProvider Time { get; }

    /// <summary>Where it is asked: its address, or the socket to which ssh brings it.</summary>
    internal Uri Address => _endpoint.Address;

    /// <summary>It is reached over a network, so that what it binds to its 127.0.0.1 does not answer here. An address of this machine's loopback counts as
    /// here: whoever forwards that forwards ports too. ssh does not: it brings the engine's socket and nothing else.</summary>
    internal bool IsElsewhere => Endpoint is { Scheme: SshForward.Scheme } or { Scheme: not ("unix" or "npipe"), IsLoopback: false };

    /// <summary>It is Podman, which does a few things of Docker's API otherwise.</summary>
    internal bool IsPodman { get; }

    /// <summary>Who writes what it tells into the run file; null where nothing is recorded.</summary>
    internal ObservedSession? Observed => _observed;

    /// <summary>Cancelled when the connection is disposed.</summary>
    internal CancellationToken Closing => _closing.Token;

    /// <inheritdoc cref="ConnectAsync(EngineOptions, CancellationToken)"/>
    public static Task<Engine> ConnectAsync(CancellationToken token) => ConnectAsync(new EngineOptions(), token);

    /// <summary>Connects to the engine, and removes what dead sessions of earlier runs left on it.</summary>
    /// <param name="options">Which engine, and how long it may take.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="EngineException">No engine answers, or its API is older than <see cref="MinimumApiVersion"/>.</exception>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    public static async Task<Engine> ConnectAsync(EngineOptions options, CancellationToken token)
    {
        options.Validate();
        var engine = await MeetAsync(await (await EngineEndpoint.FindAsync(options, token)).OpenAsync(options, token), options, token);
        try
        {
            if (options.Sweep) await engine.PrepareAsync(token);
            EndSignals.Watch(engine);
            return engine;
        }
        catch
        {
            await Reapers.LeaveAsync(engine.Session, isLost: false);
            await engine.CloseAsync();
            throw;
        }
    }

    /// <summary>What sessions left whose process is gone, and what sessions have that cannot be judged from here. It is only looked at.</summary>
    /// <param name="token">Ends the look-up.</param>
    public Task<LeftResources> ListLeftAsync(CancellationToken token) => LeftSessions.FindAsync(Client, Endpoint, token);

    /// <summary>Removes what sessions left whose process is gone, as connecting does.</summary>
    /// <param name="token">Ends the attempt.</param>
    public async Task<SweepReport> SweepAsync(CancellationToken token) => Swept = await LeftSessions.RunAsync(Client, Endpoint, token);

    /// <summary>What there is one of for each connection, and that goes with it: it is made when it is first asked for, and disposed of, if that means something, when the
    /// connection is.</summary>
    /// <typeparam name="T">What it is; there is one of each type.</typeparam>
    /// <param name="make">Makes it.</param>
    /// <exception cref="ObjectDisposedException">The connection is disposed, and it was not made before.</exception>
    public T Keep<T>(Func<Engine, T> make)
        where T : class
    {
        var kept = _kept.GetOrAdd(typeof(T), _ => new Lazy<object>(() => make(this)));
        ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested && !kept.IsValueCreated, this);
        return (T)kept.Value;
    }

    /// <summary>
    /// A Testcontainers builder for a container on this engine, with the session's labels and a name made of the role, the session
    /// and a number.
    /// </summary>
    /// <param name="image">An image reference that the engine has, as <see cref="ImageCatalog.GetAsync"/> gives it.</param>
    /// <param name="role">What the container is for, in a word: "cron".</param>
    public ContainerBuilder NewContainer(string image, string role) => new EngineContainerBuilder(image, new SessionHooks(_left, _creations, _observed, _ports))
        .WithDockerEndpoint(_endpoint)
        .WithLogger((ILogger?)_logger ?? NullLogger.Instance)
        .WithName(NewName(role))
        .WithLabel(LabelsOfContainer())
        // Under another session than its own Testcontainers starts no reaper for a container, and its disposal removes it all the same.
        .WithLabel(ResourceReaper.ResourceReaperSessionLabel, Session.Id.ToString("D"));

    /// <summary>
    /// Runs work that makes something here, as a start does, and ends within a second of the token, whatever the engine does: work that is still undoing what it made
    /// goes on alone, and the engine's disposal waits for it, up to 10 s.
    /// </summary>
    /// <param name="work">The work. It undoes what it made when it fails. What it gives too late is disposed of.</param>
    /// <param name="token">Ends it.</param>
    /// <returns>What the work gives.</returns>
    public Task<T> EndPromptlyAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken token) => _late.EndPromptlyAsync(work, token);

    /// <summary>Removes something. Where the engine is lost or refuses, that does not hide another failure: <see cref="DisposeAsync"/> tries once more, and tells it.</summary>
    /// <param name="name">What is removed, for the failure text: "network web".</param>
    /// <param name="remove">Removes it.</param>
    public Task RemovingAsync(string name, Func<Task> remove) => _left.RemovingAsync(name, remove);

    /// <summary>Something that goes on alone; the engine's disposal waits for it.</summary>
    internal void Later(Task work) => _late.Add(work);

    /// <summary>A container follows soon, before which the reaper is to be up: meanwhile it can start.</summary>
    internal void ExpectContainer() => _ = Session.Reaper?.StartAsync();

    /// <summary>Something goes on alone.</summary>
    internal bool IsUndoing => _late.GoesOn;

    /// <summary>A container name that no other session has; of a named thing, the one that people know.</summary>
    internal string NewName(string role)
    {
        var number = Interlocked.Increment(ref _containers);
        if (Session.Named is not { } named) return $"{role}-{Session.ShortId}-{number}";
        lock (_roles) return _roles.Add(role) ? named.ContainerName(role) : $"{named.ContainerName(role)}-{number}";
    }

    /// <summary>The containers, networks and volumes that carry this session's label, and the images that it made for itself, now.</summary>
    /// <param name="token">Ends the look-up.</param>
    public Task<SessionResources> ListResourcesAsync(CancellationToken token) =>
        SessionResources.ListAsync(Client, $"{Session.IdLabel}={Session.Labels[Session.IdLabel]}", token);

    private static async Task<Engine> MeetAsync(EngineChoice choice, EngineOptions options, CancellationToken token)
    {
        try
        {
            // It reads its variables as soon as a client is made.
            if (choice.Ssh is not null) await EngineEndpoint.AskTestcontainersAsync(options, token, choice);
            var version = await EngineVersion.AskAsync(choice, options, token);
            if (!version.SpeaksOurs) throw EngineException.TooOld(choice.Endpoint, version.Engine, version.Api, MinimumApiVersion);
            await EngineEndpoint.AskTestcontainersAsync(options, token);
            return new Engine(choice, version, options);
        }
        catch when (choice.Ssh is not null)
        {
            await choice.Ssh.DisposeAsync();
            throw;
        }
    }

    private async Task PrepareAsync(CancellationToken token)
    {
        var reaper = Session.Named is null ? Reapers.Join(_choice, Session) : null;
        if (reaper is not null) _creations.Before = reaper.StartAsync;
        await Task.WhenAll(reaper?.ShareAsync().WaitAsync(token) ?? Task.CompletedTask, SweepAsync(token));
    }

    private IReadOnlyDictionary<string, string> LabelsOfContainer()
    {
        ExpectContainer();
        return Session.ResourceLabels;
    }
}
