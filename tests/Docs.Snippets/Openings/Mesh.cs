using InfraSpecs.Swarm;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay | EngineFeatures.RoutingMesh)]
public sealed class PublishedPortSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task Every_node_answers_at_the_published_port()
    {
        var options = new SwarmOptions { Workers = 1, ManagerPorts = [8000], WorkerPorts = [8000], Preload = ["echo"] };
        await using var cluster = await SwarmCluster.StartAsync(fixture.Engine, options, Token);
        await using var echo = await cluster.CreateServiceAsync(new ServiceOptions
        {
            Name = "echo", Image = "example/echo:latest", Ports = [new ServicePort(8080, 8000)], Constraints = ["node.role == worker"],
        }, Token);
        await echo.WaitUntilConvergedAsync(Token);

        using var http = new HttpClient();
        (await http.GetStringAsync(cluster.Endpoint(8000), Token)).Should().StartWith("Hello Docker!!");
        (await http.GetStringAsync(cluster["worker01"].Endpoint(8000), Token)).Should().StartWith("Hello Docker!!");
    }
}
