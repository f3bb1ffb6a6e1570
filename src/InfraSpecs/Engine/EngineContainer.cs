using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;

namespace InfraSpecs;

/// <summary>Testcontainers' builder, for containers whose disposal hides no failure.</summary>
internal sealed class EngineContainerBuilder : ContainerBuilder
{
    private readonly LeftBehind _left;
    private readonly Creations _creations;

    public EngineContainerBuilder(string image, LeftBehind left, Creations creations)
        : base(image) => (_left, _creations) = (left, creations);

    private EngineContainerBuilder(IContainerConfiguration configuration, LeftBehind left, Creations creations)
        : base(configuration) => (_left, _creations) = (left, creations);

    public override IContainer Build()
    {
        Validate();
        return new EngineContainer(DockerResourceConfiguration, _left, _creations);
    }

    protected override ContainerBuilder Merge(IContainerConfiguration oldValue, IContainerConfiguration newValue) =>
        new EngineContainerBuilder(new ContainerConfiguration(oldValue, newValue), _left, _creations);
}

/// <summary>Testcontainers' container.</summary>
internal sealed class EngineContainer(IContainerConfiguration configuration, LeftBehind left, Creations creations) : DockerContainer(configuration)
{
    /// <summary>What is done to it between its creation, its files among that, and its first start. It is given the container's ID.</summary>
    public Func<string, CancellationToken, Task>? Prepare { get; set; }

    protected override async Task UnsafeCreateAsync(CancellationToken ct = default)
    {
        var isNew = !Exists();
        // Testcontainers may ask by a client of its own, which is one for each address of an engine.
        if (isNew) await creations.PrepareAsync(ct);
        await base.UnsafeCreateAsync(ct);
        if (isNew && Prepare is { } prepare) await prepare(Id, ct);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        var name = Exists() ? $"container {Name.TrimStart('/')}" : "a container";
        await left.RemovingAsync(name, () => base.DisposeAsyncCore().AsTask());
    }
}
