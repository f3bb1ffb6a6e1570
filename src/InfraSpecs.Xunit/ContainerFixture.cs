namespace InfraSpecs.Xunit;

/// <summary>
/// One container of any image for all specs of a class: derive from it, say which in <see cref="Options"/>, and ask for it by <c>IClassFixture</c>.
/// </summary>
/// <param name="engine">The assembly's engine.</param>
public abstract class ContainerFixture(EngineFixture engine) : SharedFixture<Container>(engine)
{
    /// <summary>The container. What made its start fail is thrown here.</summary>
    public Container Container => Shared;

    /// <summary>Which container, and when it is up.</summary>
    protected abstract ContainerOptions Options { get; }

    /// <inheritdoc/>
    protected override Task<Container> StartAsync(Engine engine, CancellationToken token) => Container.StartAsync(engine, Options, token);
}
