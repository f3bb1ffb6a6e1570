using InfraSpecs.Swarm;
using InfraSpecs.Xunit;

namespace InfraSpecs.EngineSpecs.Swarm.Mesh;

/// <summary>One cluster for all specs of the mesh, one spec after the other; each publishes a port of its own.</summary>
[CollectionDefinition(Name)]
public sealed class MeshCollection : ICollectionFixture<MeshCluster>
{
    public const string Name = "the routing mesh";
}

/// <summary>A manager and a worker. They may be in an emulated machine, where everything takes its time.</summary>
public sealed class MeshCluster(EngineFixture fixture) : SharedFixture<SwarmCluster>(fixture)
{
    public const int FarPort = 8000;
    public const int ScaledPort = 8001;
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public SwarmCluster Cluster => Shared;

    public static ServiceOptions Echo(string name) => new()
    {
        Name = name, Image = "example/echo:latest", ConvergeWithin = Patience, StopGracePeriod = TimeSpan.FromSeconds(1),
        StableFor = TimeSpan.FromSeconds(1),
    };

    /// <summary>Who runs now, as they call themselves in X-Served-By.</summary>
    public static IReadOnlyList<string> NamesOf(Placement placement) => [.. placement.Running.Select(it => it.ContainerId![..12])];

    /// <summary>Starts nothing where the kernel could not do it: the specs are skipped there.</summary>
    protected override async Task<SwarmCluster> StartAsync(Engine engine, CancellationToken token)
    {
        var missing = (await engine.GetFeaturesAsync(token)).WhyNot(EngineFeatures.Privileged | EngineFeatures.Overlay | EngineFeatures.RoutingMesh);
        if (missing is not null) throw new InvalidOperationException(missing);
        var options = new SwarmOptions
        {
            Workers = 1,
            ManagerPorts = [FarPort, ScaledPort],
            WorkerPorts = [FarPort],
            Preload = ["echo", "busybox"],
            ReadyWithin = Patience,
        };
        return await SwarmCluster.StartAsync(engine, options, token);
    }
}
