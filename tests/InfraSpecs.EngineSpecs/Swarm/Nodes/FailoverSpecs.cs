using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Nodes;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
public sealed class FailoverSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task Three_managers_survive_the_loss_of_their_leader_and_take_it_back()
    {
        var options = new SwarmOptions { Managers = 3, Workers = 1, DispatcherHeartbeat = TimeSpan.FromSeconds(1) };
        await using var cluster = await SwarmCluster.StartAsync(fixture.Engine, options, Token);
        var lost = await cluster.WaitForLeaderAsync(Token);
        lost.Should().Be(cluster.Manager, "the first manager made the Swarm, so that the API that is asked by default is lost too");
        await lost.KillAsync(Token);

        var next = await cluster.WaitForLeaderAsync(Token);
        next.Should().NotBe(lost);
        await cluster["worker01"].WaitUntilReadyAsync(Token);
        await cluster["worker01"].LabelAsync("decided", "by two of three", Token);
        (await cluster.ReadNodesAsync(Token)).Should().HaveOneLeader().Which.Name.Should().Be(next.Name);

        await lost.StartAsync(Token);
        (await cluster.ReadNodesAsync(Token)).Should().HaveManagers(3).And.HaveNode(lost.Name, NodeStatus.Ready).Which.Reachability.Should().Be(ManagerReachability.Reachable);
    }

    [Fact]
    public async Task A_node_is_removed_whether_it_runs_or_not_and_takes_its_images_along()
    {
        await using var engine = await Engine.ConnectAsync(Token);
        var volumes = await Residue.AnonymousVolumesAsync(engine, Token);
        var options = new SwarmOptions { Workers = 2, DispatcherHeartbeat = TimeSpan.FromSeconds(1) };
        await using (var cluster = await SwarmCluster.StartAsync(engine, options, Token))
        {
            await cluster["worker01"].RemoveAsync(Token);
            (await cluster.ReadNodesAsync(Token)).Should().HaveNodes(2).And.BeReady();
            await cluster["worker02"].KillAsync(Token);
            await cluster["worker02"].RemoveAsync(Token);
            (await cluster.ReadNodesAsync(Token)).Should().HaveNodes(1).And.HaveOneLeader();
            cluster.Nodes.Should().Equal(cluster.Manager);
            (await engine.ListResourcesAsync(Token)).Containers.Should().HaveCount(2, "there are the manager and the registry");
        }

        await Residue.ShouldBeNoneAsync(engine, volumes, Token);
    }
}
