using InfraSpecs.Swarm;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
public sealed class SteadyRequestSpecs(SwarmFixture swarm) : IClassFixture<SwarmFixture>
{
    [Fact]
    public async Task An_update_loses_no_request()
    {
        await swarm.Cluster.Registry.PushAsync("example/echo:latest", Token);
        await using var network = await swarm.Cluster.CreateNetworkAsync("front", new SwarmNetworkOptions { Attachable = true }, Token);
        await using var echo = await swarm.Cluster.CreateServiceAsync(new ServiceOptions
        {
            Name = "echo", Image = "example/echo:latest", Replicas = 2, Networks = ["front"], EndpointMode = EndpointMode.DnsRoundRobin,
            Update = new UpdatePolicy { Order = UpdateOrder.StartFirst },
            HealthCheck = new TaskHealthCheck { Command = ["/echo", "--check"], Interval = TimeSpan.FromSeconds(1) },
        }, Token);
        await echo.WaitUntilConvergedAsync(Token);
        await using var points = await swarm.Cluster.EnterNetworkAsync("front", Token);

        await using var probe = await points["manager"].StartHttpProbeAsync(new Uri("http://echo:8080/"), Token);
        await probe.WaitForRequestsAsync(100, Token);
        probe.Mark("began the update");
        await echo.ForceUpdateAsync(Token);
        await echo.WaitUntilConvergedAsync(Token);
        await probe.WaitForRequestsAsync(100, Token);

        var report = await probe.StopAsync(Token);
        report.Should().HaveHadNoDowntime();
    }
}
