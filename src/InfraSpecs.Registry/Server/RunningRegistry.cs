namespace InfraSpecs.Registry;

/// <summary>A registry's container, the way to it, and what goes with it. <see cref="RegistryServer"/> is what a spec holds.</summary>
internal sealed class RunningRegistry : IAsyncDisposable
{
    private readonly CertificateAuthority? _authority;
    private readonly HttpClient _client;
    private readonly ApartNetwork? _network;

    private RunningRegistry(Engine engine, RegistryOptions options, Container container, CertificateAuthority? authority, ApartNetwork? network)
    {
        (Engine, Options, Container, _authority, _network, CertificateAuthorityPem) = (engine, options, container, authority, network, authority?.CertificatePem);
        _client = RegistryHttp.NewClient(CertificateAuthorityPem);
        References = new TemporaryReferences(engine);
    }

    public Engine Engine { get; }

    public RegistryOptions Options { get; }

    public Container Container { get; }

    public string? CertificateAuthorityPem { get; }

    public string Address => $"127.0.0.1:{Container.Testcontainer.GetMappedPublicPort(RegistryContainer.Port)}";

    public string InternalAddress => $"{Options.Alias}:{RegistryContainer.Port}";

    public TransferGate Transfers { get; } = new();

    public TemporaryReferences References { get; }

    public static async Task<RunningRegistry> StartAsync(Engine engine, RegistryOptions options, CancellationToken token)
    {
        var image = await engine.Images.GetAsync(options.Image, token);
        var network = options.Network is null ? await ApartNetwork.EnterAsync(engine, token) : null;
        var authority = options.Tls ? new CertificateAuthority("InfraSpecs registry", engine.Time) : null;
        RunningRegistry? registry = null;
        try
        {
            var certificate = authority?.Issue(options.Alias, RegistryContainer.HostNames(options, engine.Endpoint));
            var container = await engine.StartAsync(RegistryContainer.Describe(engine, image, options, certificate, network), token);
            registry = new RunningRegistry(engine, options, container, authority, network);
            await registry.WaitUntilReadyAsync(token);
            return registry;
        }
        catch (Exception e)
        {
            await Undo.AfterAsync(e, () => registry?.DisposeAsync() ?? network?.DisposeAsync() ?? ValueTask.CompletedTask);
            authority?.Dispose();
            throw;
        }
    }

    public Task WaitUntilReadyAsync(CancellationToken token) => RegistryReadiness.WaitAsync(Container, HttpFor(null), Options, token);

    /// <summary>Asks without looking for causes, as one does who waits.</summary>
    /// <param name="account">Who asks; null for nobody in particular.</param>
    public RegistryHttp HttpFor(RegistryAccount? account) => new(_client, Container.Name, FromHere, account, Options.Tls ? InternalAddress : null);

    /// <summary>Asks, and says why where the registry gives no answer or refuses.</summary>
    /// <param name="account">Who asks; null for nobody in particular.</param>
    public RegistryHttp ExplainedFor(RegistryAccount? account) => new(_client, Container.Name, FromHere, account, Options.Tls ? InternalAddress : null)
    {
        ThrowIfEnded = ThrowIfEndedAsync, Explain = (refusal, token) => RegistryDiagnosis.OfRefusalAsync(this, refusal, token),
    };

    /// <exception cref="ContainerException">It has ended, or was removed.</exception>
    public Task ThrowIfEndedAsync(CancellationToken token) => Container.ThrowIfEndedAsync("an answer of the registry", line => line, token);

    /// <summary>An image's name in this registry; without tag and digest it is latest.</summary>
    public ImageName ImageHere(string text) => NameHere(text).OrLatest();

    /// <summary>A name in this registry, whether or not it begins with one of the registry's addresses.</summary>
    public ImageName NameHere(string text)
    {
        var name = RegistryNames.Parse(text);
        return name.Registry is null || name.Registry == InternalAddress || name.Registry == Address
            ? name with { Registry = null }
            : throw RegistryException.NameInvalid(text, $"it names another registry than {InternalAddress}", "leave the registry out.");
    }

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

    private Uri FromHere()
    {
        var (host, port) = Container.GetPublishedAddress(RegistryContainer.Port);
        return new UriBuilder(Options.Tls ? "https" : "http", host, port).Uri;
    }
}
