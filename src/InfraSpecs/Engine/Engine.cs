using Docker.DotNet;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using InfraSpecs.Cleanup;
using InfraSpecs.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace InfraSpecs;

/// <summary>
/// A connection to a Docker engine: where everything begins. Disposing it removes what its session made and did not remove itself.
/// </summary>
public sealed class Engine : IAsyncDisposable
{
    /// <summary>The oldest API that Testcontainers 4.16 speaks: that of Docker 25.</summary>
    public static readonly Version MinimumApiVersion = new(1, 44);

    private readonly IDockerEndpointAuthenticationConfiguration _endpoint;
    private readonly Memo<EngineFeatureReport> _features;
    private readonly CancellationTokenSource _closing = new();
    private int _containers;
    private int _starting;

    private Engine(IDockerEndpointAuthenticationConfiguration endpoint, DockerClient client, EngineVersion version, TimeProvider time)
    {
        (_endpoint, Client, Version, ApiVersion, Time) = (endpoint, client, version.Engine, version.Api, time);
        Images = new ImageCatalog(this);
        _features = new Memo<EngineFeatureReport>(token => EngineFeatureProbe.RunAsync(this, token), _closing.Token);
    }

    /// <summary>The engine's address.</summary>
    public Uri Endpoint => _endpoint.Endpoint;

    /// <summary>The engine's version, as "26.1.5".</summary>
    public string Version { get; }

    /// <summary>The newest API version it speaks.</summary>
    public Version ApiVersion { get; }

    /// <summary>The raw Docker API, for what InfraSpecs does not say. Label what you make with <see cref="Session"/>'s labels.</summary>
    public IDockerClient Client { get; }

    /// <summary>The labels of everything made through this connection.</summary>
    public Session Session { get; } = new();

    /// <summary>The images that fixtures start from.</summary>
    public ImageCatalog Images { get; }

    /// <summary>What the sweep at connection removed of sessions that are dead.</summary>
    public SweepReport Swept { get; private set; } = SweepReport.Nothing;

    /// <summary>Where time comes from.</summary>
    public TimeProvider Time { get; }

    /// <summary>It is reached over a network, so that what it binds to its 127.0.0.1 does not answer here. An address of this machine's loopback counts as
    /// here: whoever forwards that forwards ports too.</summary>
    internal bool IsElsewhere => Endpoint is { Scheme: not ("unix" or "npipe"), IsLoopback: false };

    /// <summary>Cancelled when the connection is disposed.</summary>
    internal CancellationToken Closing => _closing.Token;

    /// <inheritdoc cref="ConnectAsync(EngineOptions, CancellationToken)"/>
    public static Task<Engine> ConnectAsync(CancellationToken token) => ConnectAsync(new EngineOptions(), token);

    /// <summary>Connects to the engine, and removes what dead sessions of earlier runs left on it.</summary>
    /// <param name="options">Which engine, and how long it may take.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="EngineUnavailableException">No engine answers.</exception>
    /// <exception cref="EngineTooOldException">Its API is older than <see cref="MinimumApiVersion"/>.</exception>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    public static async Task<Engine> ConnectAsync(EngineOptions options, CancellationToken token)
    {
        options.Validate();
        var endpoint = EngineEndpoint.Find(options.Endpoint);
        var version = await EngineVersion.AskAsync(endpoint, options, token);
        if (version.Api < MinimumApiVersion)
        {
            throw new EngineTooOldException(endpoint.Endpoint, version.Engine, version.Api, MinimumApiVersion);
        }

        // No time limit of the client's own: a followed log may be silent for hours, and every wait here has its own deadline.
        var client = endpoint.GetDockerClientBuilder().WithTimeout(Timeout.InfiniteTimeSpan).Build();
        var engine = new Engine(endpoint, client, version, options.Time);
        try
        {
            var sweep = Sweep.RunAsync(engine.Client, engine.Endpoint, token);
            await Task.WhenAll(sweep, Ryuk.EnableWherePossibleAsync(engine.Images, token));
            engine.Swept = await sweep;
            return engine;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>What the engine can do, found by trying it in a helper container; asked once.</summary>
    /// <param name="token">Ends the attempt.</param>
    public Task<EngineFeatureReport> GetFeaturesAsync(CancellationToken token) => _features.GetAsync(token);

    /// <summary>
    /// A Testcontainers builder for a container on this engine, with the session's labels and a name made of the role, the session
    /// and a number.
    /// </summary>
    /// <param name="image">An image reference that the engine has, as <see cref="ImageCatalog.GetAsync"/> gives it.</param>
    /// <param name="role">What the container is for, in a word: "cron".</param>
    public ContainerBuilder NewContainer(string image, string role) => new ContainerBuilder(image)
        .WithDockerEndpoint(_endpoint)
        .WithLogger(NullLogger.Instance)
        .WithName(NewName(role))
        .WithLabel(Session.Labels);

    /// <summary>Starts a container. If that fails or is cancelled, nothing of it is left.</summary>
    /// <param name="builder">What <see cref="NewContainer"/> gave, with whatever was added.</param>
    /// <param name="token">Ends the start.</param>
    /// <returns>Testcontainers' container, running; the caller disposes it.</returns>
    /// <exception cref="ContainerStartException">The engine refused, or what the builder waits for did not come.</exception>
    /// <exception cref="ContainerExitedException">It ended before what the builder waits for came.</exception>
    public Task<IContainer> StartAsync(ContainerBuilder builder, CancellationToken token) => StartPreparedAsync(builder, null, token);

    /// <summary>Starts a container, with something that is done to it between its creation and its start.</summary>
    internal async Task<IContainer> StartPreparedAsync(ContainerBuilder builder, Func<string, CancellationToken, Task>? beforeStart, CancellationToken token)
    {
        Interlocked.Increment(ref _starting);
        try
        {
            return await ContainerStart.RunAsync(this, builder, beforeStart, token);
        }
        finally
        {
            Interlocked.Decrement(ref _starting);
        }
    }

    /// <summary>A container name that no other session has.</summary>
    internal string NewName(string role) => $"{role}-{Session.ShortId}-{Interlocked.Increment(ref _containers)}";

    /// <summary>The containers, networks and volumes that carry this session's label, now.</summary>
    /// <param name="token">Ends the look-up.</param>
    public Task<SessionResources> ListResourcesAsync(CancellationToken token) =>
        SessionResources.ListAsync(Client, $"{Session.IdLabel}={Session.Labels[Session.IdLabel]}", token);

    /// <summary>Removes what the session made and has not removed: containers, then networks, then volumes.</summary>
    public async ValueTask DisposeAsync()
    {
        var wereStarting = Volatile.Read(ref _starting) > 0;
        await _closing.CancelAsync();
        try
        {
            await RemoveAllAsync();
            if (!wereStarting) return;

            // The engine makes what it was asked for although nobody waits for it any more.
            await Task.Delay(ContainerStart.Settling, Time, CancellationToken.None);
            await RemoveAllAsync();
        }
        finally
        {
            Client.Dispose();
        }
    }

    private async Task RemoveAllAsync()
    {
        var left = await ListResourcesAsync(CancellationToken.None);
        await left.RemoveAsync(Client, CancellationToken.None);
    }
}
