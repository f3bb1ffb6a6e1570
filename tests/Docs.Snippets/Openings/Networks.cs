using InfraSpecs.Swarm;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
public sealed class NetworkSpecs(SwarmFixture swarm) : IClassFixture<SwarmFixture>
{
    [Fact]
    public async Task Every_node_reaches_every_task()
    {
        await swarm.Cluster.Registry.PushAsync("example/echo:latest", Token);
        await using var network = await swarm.Cluster.CreateNetworkAsync("ch03", new SwarmNetworkOptions { Attachable = true }, Token);
        await using var web = await swarm.Cluster.CreateServiceAsync(new ServiceOptions
        {
            Name = "web", Image = "example/echo:latest", Replicas = 3, Networks = ["ch03"], EndpointMode = EndpointMode.DnsRoundRobin,
        }, Token);
        var placement = await web.WaitUntilConvergedAsync(Token);

        await using var points = await swarm.Cluster.EnterNetworkAsync("ch03", Token);
        (await points.WaitUntilResolvedAsync("tasks.web", placement, TimeSpan.FromSeconds(20), Token)).Should().ResolveToTasksOf(placement);
        (await points.ConnectAsync("web", 8080, Token)).Should().BeReachedFromEverywhere();
        var answers = await points.GetAsync("http://web:8080/", 40, Token);
        answers.Should().HaveStatus(200).And.HaveBody("Hello Docker!!").And.BeServedByEveryTaskOf(placement).And.BeServedEvenlyBy(placement, ratio: 3);
    }
}
