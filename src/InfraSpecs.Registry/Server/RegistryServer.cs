
namespace InfraSpecs.Registry;

/// <summary>A running distribution registry that has answered. It is reached from this machine and by the engine on a port of 127.0.0.1, and from
/// other containers by name.</summary>
public sealed class RegistryServer : RegistryAccess, IAsyncDisposable
{
    private readonly CertificateAuthority? _authority;
    private readonly HttpClient _client;
    private readonly ApartNetwork? _network;

    private RegistryServer(Engine engine, RegistryOptions options, Container container, CertificateAuthority? authority, ApartNetwork? network)
        : base(options.Users.Count == 0 ? null : new RegistryAccount(options.Users.First().Key, options.Users.First().Value))
    {
        (Engine, Options, Container, _authority, _network, CertificateAuthorityPem) = (engine, options, container, authority, network, authority?.CertificatePem);
        _client = RegistryHttp.NewClient(CertificateAuthorityPem);
        Http = HttpFor(Account);
        References = new TemporaryReferences(engine);
    }

    /// <summary>The container.</summary>
    public Container Container { get; }

    /// <summary>With what it was started.</summary>
    public RegistryOptions Options { get; }

    /// <summary>Where the engine and this process reach it: "127.0.0.1:32768". The port changes with each restart.</summary>
    /// <exception cref="InvalidOperationException">It does not run.</exception>
    public string Address => $"127.0.0.1:{Container.Testcontainer.GetMappedPublicPort(RegistryContainer.Port)}";

    /// <summary>Where other containers of <see cref="RegistryOptions.Network"/> reach it: "registry:5000".</summary>
    public string InternalAddress => $"{Options.Alias}:{RegistryContainer.Port}";

    /// <summary>The certificate that clients must trust, as PEM; null where it speaks plain HTTP.</summary>
    public string? CertificateAuthorityPem { get; }

    internal Engine Engine { get; }

    internal TransferGate Transfers { get; } = new();

    internal TemporaryReferences References { get; }

    internal override RegistryServer Server => this;

    internal override RegistryHttp Http { get; }

    /// <summary>Starts a registry that is plain and open to everyone, and waits until it answers.</summary>
    /// <inheritdoc cref="StartAsync(Engine, RegistryOptions, CancellationToken)"/>
    public static Task<RegistryServer> StartAsync(Engine engine, CancellationToken token) => StartAsync(engine, new RegistryOptions(), token);

    /// <summary>Starts a registry and waits until it answers.</summary>
    /// <param name="engine">Where.</param>
    /// <param name="options">Which image, who may use it, where it writes.</param>
    /// <param name="token">Ends the start; nothing is left then.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    /// <exception cref="ImageException">The image cannot be had, or the image source could not be built.</exception>
    /// <exception cref="ContainerException">The engine refused to start it.</exception>
    /// <exception cref="EngineException">The engine is elsewhere, and the port cannot be brought from there.</exception>
    /// <exception cref="ContainerException">The registry ended; the message has the tail of its log.</exception>
    /// <exception cref="WaitException">It did not answer within <see cref="RegistryOptions.ReadyWithin"/>.</exception>
    public static Task<RegistryServer> StartAsync(Engine engine, RegistryOptions options, CancellationToken token)
    {
        options.Validate();
        return engine.EndPromptlyAsync(linked => StartValidAsync(engine, options, linked), token);
    }

    private static async Task<RegistryServer> StartValidAsync(Engine engine, RegistryOptions options, CancellationToken token)
    {
        var image = await engine.Images.GetAsync(options.Image, token);
        var network = options.Network is null ? await ApartNetwork.EnterAsync(engine, token) : null;
        var authority = options.Tls ? new CertificateAuthority("InfraSpecs registry", engine.Time) : null;
        RegistryServer? server = null;
        try
        {
            var certificate = authority?.Issue(options.Alias, RegistryContainer.HostNames(options, engine.Endpoint));
            var container = await engine.StartAsync(RegistryContainer.Describe(engine, image, options, certificate, network), token);
            server = new RegistryServer(engine, options, container, authority, network);
            await RegistryReadiness.WaitAsync(container, server.HttpFor(null), options, token);
            return server;
        }
        catch (Exception e)
        {
            await Undo.AfterAsync(e, () => server?.DisposeAsync() ?? network?.DisposeAsync() ?? ValueTask.CompletedTask);
            authority?.Dispose();
            throw;
        }
    }

    /// <summary>The registry as another user, or as nobody in particular.</summary>
    /// <param name="user">A name; null for nobody.</param>
    /// <param name="password">The password; ignored for nobody.</param>
    public RegistryAccess As(string? user, string password = "") => new OtherAccess(this, user is null ? null : new RegistryAccount(user, password));

    /// <inheritdoc cref="Container.StopAsync(CancellationToken)"/>
    public Task<ContainerExit> StopAsync(CancellationToken token) => Container.StopAsync(token);

    /// <inheritdoc cref="Container.StopAsync(TimeSpan, CancellationToken)"/>
    public Task<ContainerExit> StopAsync(TimeSpan grace, CancellationToken token) => Container.StopAsync(grace, token);

    /// <summary>Kills the registry with SIGKILL, as a crash does.</summary>
    /// <param name="token">Stops waiting.</param>
    public Task<ContainerExit> KillAsync(CancellationToken token) => Container.KillAsync(token);

    /// <summary>Starts the registry again after its end, with what it has, and waits until it answers. The engine chooses another port;
    /// <see cref="InternalAddress"/> stays.</summary>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="ContainerException">The registry ended; the message has the tail of its log.</exception>
    public async Task StartAsync(CancellationToken token)
    {
        try
        {
            await Container.StartAsync(token);
        }
        catch (ContainerException e) when (e.Reason == ContainerReason.Ended)
        {
            // It ended already. The wait finds that out, and says it with the tail of the log.
        }

        await RegistryReadiness.WaitAsync(Container, HttpFor(null), Options, token);
    }

    /// <summary>Stops the registry if it runs, with the usual 10 s, and starts it again.</summary>
    /// <inheritdoc cref="StartAsync(CancellationToken)"/>
    public async Task RestartAsync(CancellationToken token)
    {
        await StopAsync(token);
        await StartAsync(token);
    }

    /// <summary>Ends what is being pushed or pulled, and removes the container, the volume that nobody else owns, and the names of its images on the
    /// engine.</summary>
    public async ValueTask DisposeAsync()
    {
        await Transfers.DisposeAsync();
        try
        {
            await References.DisposeAsync();
        }
        finally
        {
            await Container.DisposeAsync();
            if (_network is not null) await _network.DisposeAsync();
            _client.Dispose();
            _authority?.Dispose();
        }
    }

    internal RegistryHttp HttpFor(RegistryAccount? account) => new(_client, Container.Name, FromHere, account, Options.Tls ? InternalAddress : null);

    private Uri FromHere()
    {
        var (host, port) = Container.GetPublishedAddress(RegistryContainer.Port);
        return new UriBuilder(Options.Tls ? "https" : "http", host, port).Uri;
    }
}
