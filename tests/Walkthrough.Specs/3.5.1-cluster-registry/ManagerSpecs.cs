using InfraSpecs;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.Swarm;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Trait("Section", "3.5.1")]
[Trait("Beyond", "true")]
public sealed class ManagerSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task Three_managers_survive_the_loss_of_the_leader()
    {
        await using var cluster = await SwarmCluster.StartAsync(fixture.Engine, new SwarmOptions { Managers = 3, Workers = 0 }, Token);
        var first = await cluster.WaitForLeaderAsync(Token);
        await first.KillAsync(Token);

        var second = await cluster.WaitForLeaderAsync(Token);
        second.Name.Should().NotBe(first.Name);
        await second.LabelAsync("decided", "by two of three", Token);
        var nodes = await cluster.ReadNodesAsync(Token);
        nodes.Should().HaveManagers(3).And.HaveOneLeader();
        nodes.Find(second.Name)!.Labels.Should().Contain("decided", "by two of three");
    }
}
