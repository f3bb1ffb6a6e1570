using InfraSpecs.Swarm;

public sealed class VisualizerCluster(EngineFixture engine) : SwarmFixture(engine)
{
    protected override SwarmOptions Options => new() { ManagerPorts = [9000], Preload = ["visualizer"] };
}

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
public sealed class VisualizerSpecs(VisualizerCluster swarm) : IClassFixture<VisualizerCluster>
{
    [Fact]
    public async Task It_draws_the_cluster()
    {
        var options = new StackOptions { Name = "visualizer", File = "fixtures/stacks/visualizer.yml" };
        await using var stack = await swarm.Cluster.DeployStackAsync(options, Token);
        await stack.WaitUntilConvergedAsync(Token);

        using var http = new HttpClient { BaseAddress = swarm.Cluster.Endpoint(9000) };
        (await http.GetStringAsync("/view", Token)).Should().Contain("worker01");
    }
}
