using InfraSpecs.Swarm;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
public sealed class ClusterSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task All_of_its_nodes_are_ready()
    {
        await using var cluster = await SwarmCluster.StartAsync(fixture.Engine, new SwarmOptions { Workers = 1 }, Token);

        var nodes = await cluster.ReadNodesAsync(Token);
        nodes.Should().HaveNodes(2).And.BeReady().And.HaveOneLeader();
    }
}
