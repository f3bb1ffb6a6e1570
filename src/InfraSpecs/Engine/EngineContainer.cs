using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using InfraSpecs.Observation;

namespace InfraSpecs;

/// <summary>Testcontainers' builder, for containers whose disposal hides no failure.</summary>
internal sealed class EngineContainerBuilder : ContainerBuilder
{
    private readonly LeftBehind _left;
    private readonly ObservedSession? _observed;

    public EngineContainerBuilder(string image, LeftBehind left, ObservedSession? observed)
        : base(image) => (_left, _observed) = (left, observed);

    private EngineContainerBuilder(IContainerConfiguration configuration, LeftBehind left, ObservedSession? observed)
        : base(configuration) => (_left, _observed) = (left, observed);

    public override IContainer Build()
    {
        Validate();
        return new EngineContainer(DockerResourceConfiguration, _left, _observed);
    }

    protected override ContainerBuilder Merge(IContainerConfiguration oldValue, IContainerConfiguration newValue) =>
        new EngineContainerBuilder(new ContainerConfiguration(oldValue, newValue), _left, _observed);
}

/// <summary>Testcontainers' container.</summary>
internal sealed class EngineContainer(IContainerConfiguration configuration, LeftBehind left, ObservedSession? observed) : DockerContainer(configuration)
{
    /// <summary>What is done to it between its creation, its files among that, and its first start. It is given the container's ID.</summary>
    public Func<string, CancellationToken, Task>? Prepare { get; set; }

    protected override async Task UnsafeCreateAsync(CancellationToken ct = default)
    {
        var isNew = !Exists();
        await base.UnsafeCreateAsync(ct);
        if (isNew) observed?.Made(Id, Name.TrimStart('/'), Image.FullName);
        if (isNew && Prepare is { } prepare) await prepare(Id, ct);
    }

    protected override async Task UnsafeStartAsync(CancellationToken ct = default)
    {
        await base.UnsafeStartAsync(ct);
        if (observed is not null) _ = observed.StartedAsync(Id);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        if (observed is not null && Exists()) await observed.RemovingAsync(Id);
        var name = Exists() ? $"container {Name.TrimStart('/')}" : "a container";
        await left.RemovingAsync(name, () => base.DisposeAsyncCore().AsTask());
    }
}
