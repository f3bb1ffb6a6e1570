using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Swarm.Networks.NetworksCluster;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Networks;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(NetworksCollection.Name)]
public sealed class VantageSpecs(NetworksCluster shared)
{
    private SwarmCluster Cluster => shared.Cluster;

    [Fact]
    public async Task A_service_is_seen_by_name_port_and_answer_from_every_node()
    {
        await using var network = await Cluster.CreateNetworkAsync("seen", new SwarmNetworkOptions { Attachable = true }, Token);
        await using var echo = await Cluster.CreateServiceAsync(Echo("echo", "seen"), Token);
        var placement = await echo.WaitUntilConvergedAsync(Token);
        var points = await Cluster.EnterNetworkAsync("seen", Token);
        await using (points)
        {
            var names = await points.ResolveAsync("tasks.echo", Token);
            var ports = await points.ConnectAsync("echo", 8080, Token);
            var closed = await points.ConnectAsync("echo", 81, Token);
            var answers = await points.GetAsync("http://echo:8080/", 20, Token);
            TestContext.Current.TestOutputHelper!.WriteLine($"{names}\n{ports}\n{closed}\n{answers}\n{string.Join(", ", placement.Running.Select(it => it.Addresses["seen"]))}");
            await using var probe = await points.StartHttpProbeAsync("http://echo:8080/", new HttpProbeOptions(), Token);
            await probe.WaitForRequestsAsync(50, Token);
            TestContext.Current.TestOutputHelper!.WriteLine((await probe.StopAsync(Token)).ToString());
        }

        (await shared.ProbesAsync(Token)).Should().BeEmpty();
    }
}
