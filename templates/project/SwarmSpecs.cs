using InfraSpecs.Swarm;

public sealed class ThreeNodes(EngineFixture engine) : SwarmFixture(engine)
{
    protected override SwarmOptions Options => new() { Workers = 2, Preload = ["busybox"] };
}

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
public sealed class SwarmSpecs(ThreeNodes fixture) : IClassFixture<ThreeNodes>
{
    [Fact]
    public async Task The_replicas_are_spread_over_all_nodes()
    {
        await using var web = await fixture.Cluster.CreateServiceAsync(
            new ServiceOptions { Name = "web", Image = "example/busybox:latest", Command = ["sleep", "600"], Replicas = 3, StableFor = TimeSpan.FromSeconds(1) }, Token);
        (await web.WaitUntilConvergedAsync(Token)).Should().HaveRunningTasks(3).And.BeSpreadOver(3);
    }
}
