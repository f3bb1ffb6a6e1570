using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;

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
        var whole = _session.Ports is { } ports ? (EngineContainerBuilder)WithCreateParameterModifier(ports.Fix) : this;
        return new EngineContainer(whole.DockerResourceConfiguration, _session);
    }

    protected override ContainerBuilder Merge(IContainerConfiguration oldValue, IContainerConfiguration newValue) =>
        new EngineContainerBuilder(new ContainerConfiguration(oldValue, newValue), _session);
}

/// <summary>Testcontainers' container.</summary>
internal sealed class EngineContainer(IContainerConfiguration configuration, SessionHooks session) : DockerContainer(configuration)
{
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
        await base.UnsafeStartAsync(ct);
        // Nobody waits for a look.
        if (session.Observed is { } observed) _ = observed.StartedAsync(Id);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        if (session.Observed is { } observed && Exists()) await observed.RemovingAsync(Id);
        var name = Exists() ? $"container {Name.TrimStart('/')}" : "a container";
        await session.Left.RemovingAsync(name, () => base.DisposeAsyncCore().AsTask());
    }
}
