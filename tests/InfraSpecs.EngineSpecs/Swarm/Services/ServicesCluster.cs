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

/// <summary>A manager and two workers, with busybox in the registry: once as "example/busybox:latest", once with another digest as "example/busybox:two".</summary>
public sealed class ServicesCluster(EngineFixture engine) : SharedFixture<SwarmCluster>(engine)
{
    private readonly EngineFixture _engine = engine;

    public const string Image = "example/busybox:latest";
    public const string OtherImage = "example/busybox:two";

    public SwarmCluster Cluster => Shared;

    public Engine Engine => _engine.Engine;

    /// <summary>Runs on, and ends at once when it is told to.</summary>
    public static ServiceOptions Sleeper(string name) => Shell(name, "trap 'exit 0' TERM; while true; do sleep 0.2; done");

    public static ServiceOptions Shell(string name, string script) => new()
    {
        Name = name, Image = Image, Arguments = ["sh", "-c", script], StopGracePeriod = TimeSpan.FromSeconds(1),
        Restarts = new TaskRestarts { Delay = TimeSpan.Zero },
    };

    /// <summary>Pushes an image of the engine into the cluster's registry, under the name that the nodes ask for.</summary>
    public async Task PushAsync(string image, string name, CancellationToken token)
    {
        var (host, port) = Cluster.Registry.Container.GetPublishedAddress(5000);
        var (repository, tag) = (name[..name.LastIndexOf(':')], name[(name.LastIndexOf(':') + 1)..]);
        var reference = $"{host}:{port}/{repository}";
        var images = _engine.Engine.Client.Images;
        await images.TagImageAsync(image, new ImageTagParameters { RepositoryName = reference, Tag = tag }, token);
        await images.PushImageAsync(reference, new ImagePushParameters { Tag = tag }, new AuthConfig(), new Progress<JSONMessage>(), token);
        await images.DeleteImageAsync($"{reference}:{tag}", new ImageDeleteParameters { NoPrune = true }, token);
    }

    /// <summary>Pushes busybox with a label, so that it has another digest, as <paramref name="name"/>.</summary>
    public async Task PushOtherAsync(string name, string label, CancellationToken token)
    {
        var client = _engine.Engine.Client;
        var busybox = await _engine.Engine.Images.GetAsync("busybox", token);
        var container = await client.Containers.CreateContainerAsync(new CreateContainerParameters { Image = busybox, Labels = _engine.Engine.Session.Labels.ToDictionary() }, token);
        var committed = await client.Images.CommitContainerChangesAsync(
            new CommitContainerChangesParameters { ContainerID = container.ID, Changes = [$"LABEL infraspecs.version={label}"] }, token);
        await client.Containers.RemoveContainerAsync(container.ID, new ContainerRemoveParameters(), token);
        await PushAsync(committed.ID, name, token); // with its only tag the image goes too
    }

    protected override Task<SwarmCluster> StartAsync(Engine engine, CancellationToken token) =>
        SwarmCluster.StartAsync(engine, new SwarmOptions { Workers = 2 }, token);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var token = TestContext.Current.CancellationToken;
        await PushAsync(await _engine.Engine.Images.GetAsync("busybox", token), Image, token);
        await PushOtherAsync(OtherImage, "two", token);
    }
}
