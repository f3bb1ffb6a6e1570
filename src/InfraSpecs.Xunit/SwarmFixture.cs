using InfraSpecs.Swarm;

namespace InfraSpecs.Xunit;

/// <summary>
/// One Swarm for all specs of a class: <c>IClassFixture&lt;SwarmFixture&gt;</c>. For more nodes, labels or a cluster that is kept between runs
/// derive from it and override <see cref="Options"/>.
/// </summary>
/// <param name="engine">The assembly's engine.</param>
public class SwarmFixture(EngineFixture engine) : SharedFixture<SwarmCluster>(engine)
{
    /// <summary>The cluster. What made its start fail is thrown here.</summary>
    public SwarmCluster Cluster => Shared;

    /// <summary>Which cluster.</summary>
    /// <value>Default the tutorial's: a registry, a manager and three workers.</value>
    protected virtual SwarmOptions Options => new();

    /// <inheritdoc/>
    protected override Task<SwarmCluster> StartAsync(Engine engine, CancellationToken token) => SwarmCluster.StartAsync(engine, Options, token);
}
