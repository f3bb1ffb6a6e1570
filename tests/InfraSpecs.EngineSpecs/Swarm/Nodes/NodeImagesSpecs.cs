using InfraSpecs.EngineSpecs.Faults;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Nodes;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
public sealed class NodeImagesSpecs(EngineFixture engine, PairFixture fixture) : IClassFixture<PairFixture>
{
    [Fact]
    public async Task Each_node_has_what_was_preloaded_by_its_own_name()
    {
        var outer = await engine.Engine.Client.Images.InspectImageAsync(await engine.Engine.Images.GetAsync("busybox", Token), Token);
        foreach (var node in fixture.Cluster.Nodes)
        {
            (await node.ReadImagesAsync(Token)).Should().ContainSingle(it => it == "example/busybox:latest", "{0} shall have it", node);
            (await node.Client.Images.InspectImageAsync("example/busybox:latest", Token)).ID.Should().Be(outer.ID);
        }
    }

    [Fact]
    [Fault("Swarm", "a node is told to pull a tag that there is not", Names = "manifest unknown")]
    public async Task An_image_that_is_not_in_the_registry_fails_with_the_registrys_words()
    {
        var pull = () => fixture.Cluster["worker01"].PullAsync("registry:5000/example/missing:1", Token);
        var failure = (await pull.Should().ThrowAsync<ClusterException>().Where(e => e.Reason == ClusterReason.PullRefused)).Which;
        failure.ShouldNameItsFault();
        failure.Said.Should().Contain("manifest unknown");
        failure.Message.Should().StartWith("Node worker01 could not pull registry:5000/example/missing:1: ");
    }

    [Fact]
    public async Task The_digest_is_that_of_the_registry_and_an_image_that_is_not_there_has_none()
    {
        var worker = fixture.Cluster["worker01"];
        (await worker.FindImageDigestAsync("example/missing:1", Token)).Should().BeNull();
        var manifest = await fixture.Cluster.Registry.ReadManifestAsync("example/busybox:latest", Token);
        (await worker.FindImageDigestAsync("example/busybox:latest", Token)).Should().Be(manifest.Digest);
    }

    [Fact]
    public async Task A_command_runs_on_the_node_and_its_engines_log_can_be_read()
    {
        var worker = fixture.Cluster["worker01"];
        (await worker.ExecAsync(["hostname"], Token)).Should().Be(new ExecOutcome(0, "worker01\n", ""));
        (await worker.ExecAsync(["getent", "hosts", "manager"], Token)).Output.Should().Contain("manager", "nodes find each other by name");
        (await worker.Container!.WaitForOutputAsync("API listen on", 1, TimeSpan.FromSeconds(5), Token)).MatchCount.Should().BeGreaterThan(0);
    }
}
