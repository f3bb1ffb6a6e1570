using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Cluster;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
public sealed class PrivilegedSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task An_engine_that_allows_no_privileged_containers_is_told_and_nothing_is_left()
    {
        // An engine with user namespaces refuses them, and a node can be such an engine.
        var images = await Task.WhenAll(new[] { "base", "registry" }.Select(it => fixture.Engine.Images.GetAsync(it, Token)));
        var options = new SwarmOptions { Workers = 0, EngineArguments = ["--userns-remap=default"], Preload = images };
        await using var cluster = await SwarmCluster.StartAsync(fixture.Engine, options, Token);
        await using var socket = EngineSocket.Open(fixture.Engine, cluster.Manager);
        await using var engine = await Engine.ConnectAsync(new EngineOptions { Endpoint = socket.Address }, Token);

        var start = () => SwarmCluster.StartAsync(engine, new SwarmOptions { Workers = 1, Image = images[0] }, Token);
        var failure = (await start.Should().ThrowAsync<ClusterException>().Where(e => e.Reason == ClusterReason.PrivilegedRefused)).Which;
        failure.Message.Should().StartWith($"The engine at {socket.Address} starts no privileged containers, and the nodes of a cluster are privileged.\n  Seen: ");
        failure.Said.Should().Contain("privileged mode is incompatible with user namespaces");
        (await engine.ListResourcesAsync(Token)).Should().BeEmpty();
    }
}
