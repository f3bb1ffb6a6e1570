namespace InfraSpecs.Registry;

/// <summary>A running distribution registry that has answered. It is reached from this machine and by the engine on a port of 127.0.0.1, and from
/// other containers by name.</summary>
public sealed class RegistryServer : RegistryAccess, IAsyncDisposable
{
    private readonly RunningRegistry _registry;

    private RegistryServer(RunningRegistry registry, RegistryAccount? first)
        : base(new RegistryUser(registry, first)) => _registry = registry;

    /// <summary>The container.</summary>
    public Container Container => _registry.Container;

    /// <summary>The options that it was started with.</summary>
    public RegistryOptions Options => _registry.Options;

    /// <summary>The address at which the engine and this process reach it: "127.0.0.1:32768". The port changes with each restart.</summary>
    /// <exception cref="InvalidOperationException">It does not run.</exception>
    public string Address => _registry.Address;

    /// <summary>The address at which other containers of <see cref="RegistryOptions.Network"/> reach it: "registry:5000".</summary>
    public string InternalAddress => _registry.InternalAddress;

    /// <summary>The certificate that clients must trust, as PEM; null where it speaks plain HTTP.</summary>
    public string? CertificateAuthorityPem => _registry.CertificateAuthorityPem;

    /// <summary>Starts a registry that is plain and open to everyone, and waits until it answers.</summary>
    /// <inheritdoc cref="StartAsync(Engine, RegistryOptions, CancellationToken)"/>
    public static Task<RegistryServer> StartAsync(Engine engine, CancellationToken token) => StartAsync(engine, new RegistryOptions(), token);

    /// <summary>Starts a registry and waits until it answers.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="options">Which image, who may use it, where it writes.</param>
    /// <param name="token">Cancels the start; nothing is left then.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    /// <exception cref="ImageException">The image cannot be had, or the image source could not be built.</exception>
    /// <exception cref="ContainerException">The engine refused to start it. Or the registry ended; the message has the tail of its log.</exception>
    /// <exception cref="EngineException">The engine is elsewhere, and the port cannot be brought from there.</exception>
    /// <exception cref="WaitException">It did not answer within <see cref="RegistryOptions.ReadyWithin"/>. Or it never will: it listens elsewhere, or speaks TLS where plain HTTP is expected, or
    /// the other way round.</exception>
    public static async Task<RegistryServer> StartAsync(Engine engine, RegistryOptions options, CancellationToken token)
    {
        options.Validate();
        var registry = await engine.EndPromptlyAsync(linked => RunningRegistry.StartAsync(engine, options, linked), token);
        return new RegistryServer(registry, options.Users.Select(it => new RegistryAccount(it.Key, it.Value)).FirstOrDefault());
    }

    /// <summary>The registry as another user, or as nobody in particular.</summary>
    /// <param name="user">A name; null for nobody.</param>
    /// <param name="password">The password; ignored for nobody.</param>
    public RegistryAccess As(string? user, string password = "") => new(new RegistryUser(_registry, user is null ? null : new RegistryAccount(user, password)));

    /// <inheritdoc cref="Container.StopAsync(CancellationToken)"/>
    public Task<ContainerExit> StopAsync(CancellationToken token) => Container.StopAsync(token);

    /// <inheritdoc cref="Container.StopAsync(TimeSpan, CancellationToken)"/>
    public Task<ContainerExit> StopAsync(TimeSpan grace, CancellationToken token) => Container.StopAsync(grace, token);

    /// <summary>Kills the registry with SIGKILL, as a crash does.</summary>
    /// <param name="token">Cancels the operation.</param>
    public Task<ContainerExit> KillAsync(CancellationToken token) => Container.KillAsync(token);

    /// <summary>Starts the registry again after its end, with what it has, and waits until it answers. The engine chooses another port;
    /// <see cref="InternalAddress"/> stays.</summary>
    /// <param name="token">Cancels the operation.</param>
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

        await _registry.WaitUntilReadyAsync(token);
    }

    /// <summary>Stops the registry if it runs, with the usual 10 s, and starts it again.</summary>
    /// <inheritdoc cref="StartAsync(CancellationToken)"/>
    public async Task RestartAsync(CancellationToken token)
    {
        await StopAsync(token);
        await StartAsync(token);
    }

    /// <summary>
    /// Runs the registry's own <c>garbage-collect</c> in its container. Nobody can write meanwhile: it waits for what goes through this object, and stops
    /// the registry's process (SIGSTOP) until the collection has ended, so that the port stays. What others were pushing at that moment may have lost
    /// layers; their registry then refuses the manifest, and they push again. Manifests without a tag are kept; delete them by digest.
    /// </summary>
    /// <param name="token">Stops waiting; a collection that has begun goes on to its end.</param>
    /// <returns>What it freed.</returns>
    /// <exception cref="RegistryException"><see cref="RegistryReason.Unreachable"/>: It does not run.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.GarbageNotCollected"/>: The registry's command failed.</exception>
    public Task<GarbageReport> CollectGarbageAsync(CancellationToken token) => GarbageCollector.RunAsync(_registry, token).WaitAsync(token);

    /// <summary>Ends what is being pushed or pulled, and removes the container, the volume that nobody else owns, and the names of its images on the
    /// engine.</summary>
    public ValueTask DisposeAsync() => _registry.DisposeAsync();
}
