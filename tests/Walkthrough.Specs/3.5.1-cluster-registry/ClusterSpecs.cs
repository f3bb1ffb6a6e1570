using InfraSpecs;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.Swarm;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Trait("Section", "3.5.1")]
public sealed class ClusterSpecs(SwarmFixture swarm) : IClassFixture<SwarmFixture>
{
    private SwarmCluster Cluster => swarm.Cluster;

    [Fact]
    public async Task Four_nodes_are_ready_and_one_of_them_leads()
    {
        var nodes = await Cluster.ReadNodesAsync(Token);
        nodes.Should().HaveNodes(4).And.BeReady().And.HaveManagers(1).And.HaveOneLeader();
    }

    [Fact]
    public async Task Each_node_finds_the_others_and_the_registry_by_name()
    {
        string[] names = ["registry", .. Cluster.Nodes.Select(node => node.Name)];
        foreach (var (node, name) in Cluster.Nodes.SelectMany(node => names.Select(name => (node, name))))
        {
            var outcome = await node.ExecAsync(["getent", "hosts", name], Token);
            outcome.ExitCode.Should().Be(0, "{0} is to find {1}", node.Name, name);
        }
    }

    [Fact]
    public async Task A_worker_pulls_what_was_pushed_from_here()
    {
        var pushed = await Cluster.Registry.PushAsync("example/echo:latest", Token);
        pushed.InternalReference.Should().Be("registry:5000/example/echo:latest");

        var worker = Cluster["worker01"];
        await worker.PullAsync("registry:5000/example/echo:latest", Token);
        (await worker.FindImageDigestAsync("registry:5000/example/echo:latest", Token)).Should().Be(pushed.Digest);
    }

    [Fact]
    [Trait("Beyond", "true")]
    public async Task A_node_finds_what_was_pushed_by_its_own_name_too()
    {
        var pushed = await Cluster.Registry.PushAsync("example/busybox:latest", Token);
        await Cluster["worker02"].PullAsync("example/busybox:latest", Token);
        (await Cluster["worker02"].FindImageDigestAsync("example/busybox:latest", Token)).Should().Be(pushed.Digest);
    }

    [Fact]
    [Trait("Beyond", "true")]
    public async Task An_image_that_nobody_pushed_fails_with_the_registrys_words()
    {
        var pull = () => Cluster["worker03"].PullAsync("registry:5000/example/ehco:latest", Token);
        (await pull.Should().ThrowAsync<ClusterException>().Where(e => e.Reason == ClusterReason.PullRefused)).Which.Message.Should().Contain("manifest unknown");
    }
}
