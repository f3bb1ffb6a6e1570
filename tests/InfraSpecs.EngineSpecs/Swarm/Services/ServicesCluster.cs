using Docker.DotNet.Models;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;

namespace InfraSpecs.EngineSpecs.Swarm.Services;

/// <summary>One cluster for all specs of services, one spec after the other; each makes services of its own names.</summary>
[CollectionDefinition(Name)]
public sealed class ServicesCollection : ICollectionFixture<ServicesCluster>
{
    public const string Name = "services of a cluster";
}

/// <summary>Those that fail have a cluster of their own: one after the other with the others they would be the last that the suite waits for.</summary>
[CollectionDefinition(Name)]
public sealed class FailingServicesCollection : ICollectionFixture<ServicesCluster>
{
    public const string Name = "services of a cluster that fail";
}

/// <summary>A manager and two workers in two zones (node.labels.az), with engines that have a label, and busybox in the registry: once as "example/busybox:latest", once with another digest
/// as "example/busybox:two".</summary>
public sealed class ServicesCluster(EngineFixture fixture) : SharedFixture<SwarmCluster>(fixture)
{
    public const string Image = "example/busybox:latest";
    public const string OtherImage = "example/busybox:two";

    public SwarmCluster Cluster => Shared;

    public Engine Engine { get; } = fixture.Engine;

    /// <summary>Runs on, and ends at once when it is told to.</summary>
    public static ServiceOptions Sleeper(string name) => Shell(name, "trap 'exit 0' TERM; while true; do sleep 0.2; done");

    public static ServiceOptions Shell(string name, string script) => new()
    {
        Name = name, Image = Image, Arguments = ["sh", "-c", script], StopGracePeriod = TimeSpan.FromSeconds(1),
        RestartDelay = TimeSpan.Zero, StableFor = TimeSpan.FromSeconds(1),
    };

    /// <summary>Pushes busybox with a label, so that it has another digest, as <paramref name="name"/>.</summary>
    /// <param name="name">Its name there.</param>
    /// <param name="label">The label's value.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <param name="changes">What else is changed, as in a Dockerfile.</param>
    public Task PushOtherAsync(string name, string label, CancellationToken token, params string[] changes) => PushOtherAsync(Cluster, Engine, name, label, token, changes);

    protected override async Task<SwarmCluster> StartAsync(Engine engine, CancellationToken token)
    {
        var cluster = await SwarmCluster.StartAsync(engine, new SwarmOptions
        {
            Workers = 2, EngineArguments = ["--label=com.example.storage=Fast"],
            NodeLabels = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["manager"] = Zone("a"), ["worker01"] = Zone("a"), ["worker02"] = Zone("b") },
        }, token);
        await cluster.Registry.PushAsync(Image, token);
        await PushOtherAsync(cluster, engine, OtherImage, "two", token);
        return cluster;
    }

    private static Dictionary<string, string> Zone(string name) => new() { ["az"] = name };

    private static async Task PushOtherAsync(SwarmCluster cluster, Engine engine, string name, string label, CancellationToken token, params string[] changes)
    {
        var busybox = await engine.Images.GetAsync("busybox", token);
        var labels = engine.Session.Labels.ToDictionary();
        var container = await engine.Client.Containers.CreateContainerAsync(new CreateContainerParameters { Image = busybox, Labels = labels }, token);
        var commit = new CommitContainerChangesParameters
        {
            ContainerID = container.ID, RepositoryName = "example/other", Tag = Guid.NewGuid().ToString("N"), Changes = [$"LABEL infraspecs.version={label}", .. changes],
        };
        await engine.Client.Images.CommitContainerChangesAsync(commit, token);
        try
        {
            await cluster.Registry.PushAsync($"{commit.RepositoryName}:{commit.Tag}", name, token);
        }
        finally
        {
            await engine.Client.Images.DeleteImageAsync($"{commit.RepositoryName}:{commit.Tag}", new ImageDeleteParameters(), CancellationToken.None);
            await engine.Client.Containers.RemoveContainerAsync(container.ID, new ContainerRemoveParameters(), CancellationToken.None);
        }
    }
}
