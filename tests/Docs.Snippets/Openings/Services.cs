using InfraSpecs.Swarm;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
public sealed class EchoSpecs(SwarmFixture swarm) : IClassFixture<SwarmFixture>
{
    [Fact]
    public async Task Six_replicas_are_spread_over_all_nodes()
    {
        await swarm.Cluster.Registry.PushAsync("example/echo:latest", Token);
        await using var echo = await swarm.Cluster.CreateServiceAsync(new ServiceOptions { Name = "echo", Image = "example/echo:latest" }, Token);
        await echo.ScaleAsync(6, Token);

        var placement = await echo.WaitUntilConvergedAsync(Token);
        placement.Should().HaveRunningTasks(6).And.BeSpreadOver(4).And.HaveSkewOfAtMost(1).And.HaveNoRestarts();
    }
}
