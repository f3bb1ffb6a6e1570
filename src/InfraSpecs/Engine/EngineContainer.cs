using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;

namespace InfraSpecs;

/// <summary>Testcontainers' builder, for containers whose disposal hides no failure.</summary>
internal sealed class EngineContainerBuilder : ContainerBuilder
{
    private readonly LeftBehind _left;

    public EngineContainerBuilder(string image, LeftBehind left)
        : base(image) => _left = left;

    private EngineContainerBuilder(IContainerConfiguration configuration, LeftBehind left)
        : base(configuration) => _left = left;

    public override IContainer Build()
    {
        Validate();
        return new EngineContainer(DockerResourceConfiguration, _left);
    }

    protected override ContainerBuilder Merge(IContainerConfiguration oldValue, IContainerConfiguration newValue) =>
        new EngineContainerBuilder(new ContainerConfiguration(oldValue, newValue), _left);
}

/// <summary>Testcontainers' container.</summary>
internal sealed class EngineContainer(IContainerConfiguration configuration, LeftBehind left) : DockerContainer(configuration)
{
    /// <summary>What is done to it between its creation, its files among that, and its first start. It is given the container's ID.</summary>
    public Func<string, CancellationToken, Task>? Prepare { get; set; }

    protected override async Task UnsafeCreateAsync(CancellationToken ct = default)
    {
        var isNew = !Exists();
        await base.UnsafeCreateAsync(ct);
        if (isNew && Prepare is { } prepare) await prepare(Id, ct);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        var name = Exists() ? $"container {Name.TrimStart('/')}" : "a container";
        await left.RemovingAsync(name, () => base.DisposeAsyncCore().AsTask());
    }
}
