using Docker.DotNet.Models;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using ServiceMode = InfraSpecs.Swarm.ServiceMode;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Cluster;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
public sealed class ReuseSpecs(EngineFixture fixture) : IAsyncLifetime
{
    private readonly string _name = "specs-" + Guid.NewGuid().ToString("N")[..8];
    private readonly SwarmOptions _options = new()
    {
        Workers = 1,
        DispatcherHeartbeat = TimeSpan.FromSeconds(1),
        NodeLabels = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["worker01"] = new Dictionary<string, string> { ["disk"] = "ssd" } },
    };

    private IReadOnlyList<string> _volumes = [];

    public async ValueTask InitializeAsync() => _volumes = await Residue.AnonymousVolumesAsync(fixture.Engine, Token);

    public async ValueTask DisposeAsync()
    {
        await SwarmCluster.RemoveReusedAsync(fixture.Engine, _name, CancellationToken.None);
        (await Residue.ListAsync(fixture.Engine, $"infraspecs.reuse={_name}", CancellationToken.None)).Should().BeEmpty();
        await Residue.ShouldBeNoneAsync(await EmptySessionAsync(), _volumes, CancellationToken.None);
    }

    [Fact]
    public async Task The_same_options_get_the_same_cluster_again_and_the_end_of_a_session_does_not_take_it()
    {
        var first = await RunAsync(_options, cluster => Task.FromResult(IdsOf(cluster)));
        (await Residue.ListAsync(fixture.Engine, $"infraspecs.reuse={_name}", Token)).Should().HaveCount(4, "a registry, two nodes and a network run on");
        (await RunAsync(_options, cluster => Task.FromResult(IdsOf(cluster)))).Should().Equal(first);
    }

    [Fact]
    public async Task Other_options_get_a_new_cluster_in_place_of_the_old()
    {
        var first = await RunAsync(_options, cluster => Task.FromResult(IdsOf(cluster)));
        var other = await RunAsync(_options with { Workers = 0, NodeLabels = new Dictionary<string, IReadOnlyDictionary<string, string>>() }, cluster => Task.FromResult(IdsOf(cluster)));
        other.Should().ContainSingle().And.NotContain(first);
        (await Residue.ListAsync(fixture.Engine, $"infraspecs.reuse={_name}", Token)).Should().HaveCount(3);
    }

    [Fact]
    public async Task What_a_process_that_died_left_on_it_is_gone_when_the_next_one_has_it()
    {
        var ids = IdsOf(await LitterAsync());
        await RunAsync(_options, async cluster =>
        {
            IdsOf(cluster).Should().Equal(ids, "it could be cleaned");
            (await cluster.ReadNodesAsync(Token)).Should().HaveNodes(2).And.BeReady().And.HaveManagers(1)
                .And.HaveNode("worker01").Which.Should().Match<NodeState>(it => it.Availability == NodeAvailability.Active && it.Labels.Count == 1 && it.Labels["disk"] == "ssd");
            (await cluster.Client.Swarm.ListServicesAsync(null, Token)).Should().BeEmpty();
            (await cluster.Client.Tasks.ListAsync(Token)).Should().BeEmpty();
            (await cluster.Client.Networks.ListNetworksAsync(null, Token)).Where(it => it.Scope == "swarm").Should().ContainSingle("there is ingress").Which.Ingress.Should().BeTrue();
            (await cluster.Client.Secrets.ListAsync(Token)).Should().BeEmpty();
            (await cluster.Client.Configs.ListConfigsAsync(Token)).Should().BeEmpty();
            foreach (var node in cluster.Nodes)
            {
                (await node.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, Token)).Should().BeEmpty();
                ((await node.Client.Volumes.ListAsync(Token)).Volumes ?? []).Should().BeEmpty();
            }

            return 0;
        });
    }

    [Fact]
    public async Task One_has_it_at_a_time()
    {
        await using var first = await SwarmCluster.ReuseAsync(fixture.Engine, _name, _options, Token);
        var second = () => SwarmCluster.ReuseAsync(fixture.Engine, _name, _options with { ReadyWithin = TimeSpan.FromSeconds(1) }, Token);
        (await second.Should().ThrowAsync<ClusterException>().Where(e => e.Reason == ClusterReason.InUse)).Which.Message.Should()
            .StartWith($"The kept cluster '{_name}' was in use for all of 1 s.\n  Container infraspecs-{_name}-lock says who uses it");
        var remove = () => SwarmCluster.RemoveReusedAsync(fixture.Engine, _name, Token);
        await remove.Should().ThrowAsync<ClusterException>().Where(e => e.Reason == ClusterReason.InUse);

        var waiting = SwarmCluster.ReuseAsync(fixture.Engine, _name, _options, Token);
        await first.DisposeAsync();
        await using var next = await waiting;
        (await next.ReadNodesAsync(Token)).Should().BeReady();
    }

    [Fact]
    public async Task What_would_not_go_is_named()
    {
        await RunAsync(_options with { ReadyWithin = TimeSpan.FromSeconds(10) }, async cluster =>
        {
            string[] stubborn = ["sh", "-ec", "docker volume create stubborn; mount -t tmpfs none /var/lib/docker/volumes/stubborn/_data"];
            (await cluster["worker01"].ExecAsync(stubborn, Token)).ExitCode.Should().Be(0);
            var reset = () => cluster.ResetAsync(Token);
            var failure = (await reset.Should().ThrowAsync<ClusterException>().Where(e => e.Reason == ClusterReason.NotClean)).Which;
            failure.Left.Should().ContainSingle();
            failure.Message.Should().StartWith("The cluster could not be made clean within 10 s: 1 thing would not go.\n  volume stubborn on worker01: ").And.Contain("busy");
            (await cluster["worker01"].ExecAsync(["umount", "/var/lib/docker/volumes/stubborn/_data"], Token)).ExitCode.Should().Be(0);
            return 0;
        });
    }

    private static List<string> IdsOf(SwarmCluster cluster) => [.. cluster.Nodes.Select(it => it.SwarmId)];

    /// <summary>A session of its own, as another process would be.</summary>
    private async Task<T> RunAsync<T>(SwarmOptions options, Func<SwarmCluster, Task<T>> use)
    {
        await using var engine = await Engine.ConnectAsync(Token);
        await using var cluster = await SwarmCluster.ReuseAsync(engine, _name, options, Token);
        return await use(cluster);
    }

    private static async Task<Engine> EmptySessionAsync() => await Engine.ConnectAsync(CancellationToken.None);

    /// <summary>A process that dies: it leaves all sorts of things, and its lock goes with its session.</summary>
    private async Task<SwarmCluster> LitterAsync()
    {
        await using var engine = await Engine.ConnectAsync(Token);
        var cluster = await SwarmCluster.ReuseAsync(engine, _name, _options with { Preload = ["busybox"] }, Token);
        await cluster.CreateNetworkAsync("front", new SwarmNetworkOptions(), Token);
        await cluster.CreateSecretAsync("s", "x", Token);
        await cluster.CreateConfigAsync("c", "x", Token);
        var sleeper = new ServiceOptions
        {
            Name = "sleeper", Image = "example/busybox:latest", Mode = ServiceMode.Global, Command = ["sleep", "600"],
            Mounts = [ContainerMount.Volume("kept", "/kept")], Networks = ["front"], StableFor = TimeSpan.FromSeconds(1),
        };
        var service = await cluster.CreateServiceAsync(sleeper, Token);
        (await service.WaitUntilConvergedAsync(Token)).Should().RunOnEveryNode();
        await cluster["worker01"].LabelAsync("litter", "yes", Token);
        await cluster["worker01"].DrainAsync(Token);
        await cluster["worker01"].DisconnectAsync(Token);
        return cluster;
    }
}
