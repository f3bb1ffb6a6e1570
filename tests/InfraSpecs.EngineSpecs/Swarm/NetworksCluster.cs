using InfraSpecs.Swarm;
using InfraSpecs.Xunit;

namespace InfraSpecs.EngineSpecs.Swarm;

/// <summary>One cluster for the specs of networks, one spec after the other; each makes networks and services of its own names.</summary>
[CollectionDefinition(Name)]
public sealed class NetworksCollection : ICollectionFixture<NetworksCluster>
{
    public const string Name = "networks of a cluster";
}

/// <summary>A manager and two workers that have the images "echo" and "busybox"; a lost node is noticed after 3 s.</summary>
public sealed class NetworksCluster(EngineFixture engine) : SwarmFixture(engine)
{
    public Engine Engine { get; } = engine.Engine;

    protected override SwarmOptions Options => new() { Workers = 2, Preload = ["echo", "busybox"], DispatcherHeartbeat = TimeSpan.FromSeconds(1) };

    public static ServiceOptions Echo(string name, string network) => new()
    {
        Name = name,
        Image = "example/echo:latest",
        Replicas = 3,
        Networks = [network],
        EndpointMode = EndpointMode.DnsRoundRobin,
        RestartDelay = TimeSpan.Zero,
        StopGracePeriod = TimeSpan.FromSeconds(1),
        StableFor = TimeSpan.FromSeconds(1),
    };

    /// <summary>What this fixture's specs left on the nodes: probes.</summary>
    public async Task<IReadOnlyList<string>> ProbesAsync(CancellationToken token) =>
    [
        .. (await Task.WhenAll(Cluster.Nodes.Select(it => it.Client.Containers.ListContainersAsync(new() { All = true }, token))))
            .SelectMany(it => it).Where(it => it.Labels.ContainsKey("infraspecs.vantage")).Select(it => it.ID),
    ];
}
