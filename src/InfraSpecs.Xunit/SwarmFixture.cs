using InfraSpecs.Swarm;

namespace InfraSpecs.Xunit;

/// <summary>
/// One cluster for all specs of a class: <c>IClassFixture&lt;SwarmFixture&gt;</c>. For other options derive from it and override
/// <see cref="Options"/>; for one that outlives the run override <see cref="StartAsync"/>, with <see cref="SwarmCluster.ReuseAsync"/>.
/// </summary>
/// <param name="engine">The assembly's engine.</param>
public class SwarmFixture(EngineFixture engine) : SharedFixture<SwarmCluster>(engine)
{
    /// <summary>The cluster. What made its start fail is thrown here. <see cref="SwarmCluster.ResetAsync"/> between specs makes it as it was.</summary>
    public SwarmCluster Cluster => Shared;

    /// <summary>Which cluster.</summary>
    /// <value>Default a registry, one manager and three workers.</value>
    protected virtual SwarmOptions Options => new();

    /// <inheritdoc/>
    protected override Task<SwarmCluster> StartAsync(Engine engine, CancellationToken token) => SwarmCluster.StartAsync(engine, Options, token);
}
