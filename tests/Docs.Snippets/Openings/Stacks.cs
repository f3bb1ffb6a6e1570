using InfraSpecs.Swarm;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
public sealed class EchoStackSpecs(SwarmFixture swarm) : IClassFixture<SwarmFixture>
{
    [Fact]
    public async Task All_of_its_services_run()
    {
        await using var network = await swarm.Cluster.CreateNetworkAsync("ch03", new SwarmNetworkOptions { Attachable = true }, Token);
        await using var echo = await swarm.Cluster.DeployStackAsync(new StackOptions { Name = "echo", File = "stacks/webapi.yml" }, Token);

        var placement = await echo.WaitUntilConvergedAsync(Token);
        placement.Should().HaveServices("nginx", "api").And.RunAllTasks();
        placement["nginx"].Should().HaveRunningTasks(3).And.AvoidManagers();
    }
}
