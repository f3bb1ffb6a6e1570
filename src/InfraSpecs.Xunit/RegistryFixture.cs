using InfraSpecs.Registry;

namespace InfraSpecs.Xunit;

/// <summary>
/// One registry for all specs of a class: <c>IClassFixture&lt;RegistryFixture&gt;</c>. For users, TLS or a network derive from it and
/// override <see cref="Options"/>.
/// </summary>
/// <param name="engine">The assembly's engine.</param>
public class RegistryFixture(EngineFixture engine) : SharedFixture<RegistryServer>(engine)
{
    /// <summary>The registry. What made its start fail is thrown here.</summary>
    public RegistryServer Registry => Shared;

    /// <summary>Which registry.</summary>
    /// <value>Default the image source "registry", plain and open to everyone.</value>
    protected virtual RegistryOptions Options => new();

    /// <inheritdoc/>
    protected override Task<RegistryServer> StartAsync(Engine engine, CancellationToken token) => RegistryServer.StartAsync(engine, Options, token);
}
