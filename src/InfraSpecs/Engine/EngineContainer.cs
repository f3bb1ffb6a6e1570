using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using InfraSpecs.Cleanup;

namespace InfraSpecs;

/// <summary>Testcontainers' builder, for containers whose disposal hides no failure.</summary>
internal sealed class EngineContainerBuilder : ContainerBuilder
{
    private readonly SessionHooks _session;

    public EngineContainerBuilder(string image, SessionHooks session)
        : base(image) => _session = session;

    private EngineContainerBuilder(IContainerConfiguration configuration, SessionHooks session)
        : base(configuration) => _session = session;

    public override IContainer Build()
    {
        Validate();
        // After all that others say of ports.
        var whole = _session.Ports is { } steady ? (EngineContainerBuilder)WithCreateParameterModifier(steady.Fix) : this;
        var ports = new PortsLeftToEngine();
        return new EngineContainer(((EngineContainerBuilder)whole.WithCreateParameterModifier(ports.See)).DockerResourceConfiguration, _session, ports);
    }

    protected override ContainerBuilder Merge(IContainerConfiguration oldValue, IContainerConfiguration newValue) =>
        new EngineContainerBuilder(new ContainerConfiguration(oldValue, newValue), _session);
}

/// <summary>Whether the engine chooses a port of its machine for a container.</summary>
internal sealed class PortsLeftToEngine
{
    public bool Any { get; private set; }

    public void See(CreateContainerParameters create) =>
        Any = create.HostConfig is { } host && (host.PublishAllPorts || host.PortBindings?.Values.Any(it => it.Any(SteadyPorts.IsLeftToEngine)) == true);
}

/// <summary>Testcontainers' container.</summary>
internal sealed class EngineContainer(IContainerConfiguration configuration, SessionHooks session, PortsLeftToEngine ports) : DockerContainer(configuration)
{
    private const int Choices = 3;

    /// <summary>What is done to it between its creation, its files among that, and its first start. It is given the container's ID.</summary>
    public Func<string, CancellationToken, Task>? Prepare { get; set; }

    protected override async Task UnsafeCreateAsync(CancellationToken ct = default)
    {
        var isNew = !Exists();
        // Testcontainers may ask by a client of its own, which is one for each address of an engine.
        if (isNew) await session.Creations.PrepareAsync(ct);
        await base.UnsafeCreateAsync(ct);
        if (!isNew) return;
        session.Observed?.Made(Id, Name.TrimStart('/'), Image.FullName);
        if (Prepare is { } prepare) await prepare(Id, ct);
    }

    protected override async Task UnsafeStartAsync(CancellationToken ct = default)
    {
        await StartAsync(Choices, ct);
        // Nobody waits for a look.
        if (session.Observed is { } observed) _ = observed.StartedAsync(Id);
    }

    /// <summary>
    /// The engine chooses ports among those that its machine gives to connections as well. One that is taken when it binds it is nobody's fault: it chooses another at the next start.
    /// </summary>
    private async Task StartAsync(int choices, CancellationToken ct)
    {
        try
        {
            await base.UnsafeStartAsync(ct);
        }
        catch (DockerApiException e) when (ports.Any && choices > 1 && e.StatusCode is HttpStatusCode.InternalServerError)
        {
            await StartAsync(choices - 1, ct);
        }
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        if (session.Observed is { } observed && Exists()) await observed.RemovingAsync(Id);
        var name = Exists() ? $"container {Name.TrimStart('/')}" : "a container";
        await session.Left.RemovingAsync(name, () => base.DisposeAsyncCore().AsTask());
    }
}
