using InfraSpecs.Swarm;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
public sealed class WebUpdateSpecs(SwarmFixture swarm) : IClassFixture<SwarmFixture>
{
    [Fact]
    public async Task An_update_never_stops_all_replicas()
    {
        await using var web = await swarm.Cluster.CreateServiceAsync(new ServiceOptions
        {
            Name = "web",
            Image = "registry:5000/example/web:1",
            Replicas = 3,
            Update = new UpdatePolicy { Order = UpdateOrder.StartFirst, FailureAction = UpdateFailureAction.Rollback },
            HealthCheck = new TaskHealthCheck { Command = ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1/"], Interval = TimeSpan.FromSeconds(1) },
        }, Token);
        await web.WaitUntilConvergedAsync(Token);

        await using var watch = await web.WatchReplicasAsync(Token);
        await web.UpdateAsync(it => it with { Image = "registry:5000/example/web:2" }, Token);
        var update = await web.WaitUntilUpdatedAsync(Token);
        update.Should().HaveCompleted();
        update.Placement.Should().HaveImageEverywhere("registry:5000/example/web:2");

        var history = await watch.StopAsync(Token);
        history.Should().NeverHaveHadFewerThan(1);
    }
}
