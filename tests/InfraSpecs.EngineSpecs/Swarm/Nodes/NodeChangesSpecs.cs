using InfraSpecs.EngineSpecs.Faults;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Nodes;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
public sealed class NodeChangesSpecs(PairFixture fixture) : IClassFixture<PairFixture>
{
    private Node Worker => fixture.Cluster["worker01"];

    [Fact]
    public async Task A_label_is_there_when_the_verb_returns_and_gone_when_it_was_taken_away()
    {
        (await StateAsync()).Labels.Should().Equal(new Dictionary<string, string> { ["disk"] = "ssd" }, "the options say so");
        await Worker.LabelAsync("zone", "a", Token);
        (await StateAsync()).Labels.Should().Contain("zone", "a").And.Contain("disk", "ssd");
        await Worker.UnlabelAsync("zone", Token);
        (await StateAsync()).Labels.Should().NotContainKey("zone").And.ContainKey("disk");
    }

    [Fact]
    public async Task Changes_at_the_same_time_are_all_kept()
    {
        var keys = Enumerable.Range(0, 8).Select(it => $"at-once-{it}").ToList();
        await Task.WhenAll(keys.Select(key => Worker.LabelAsync(key, "yes", Token)));
        (await StateAsync()).Labels.Should().ContainKeys(keys);
        await Task.WhenAll(keys.Select(key => Worker.UnlabelAsync(key, Token)));
        (await StateAsync()).Labels.Should().NotContainKeys(keys);
    }

    [Fact]
    public async Task Availability_is_as_asked_for_when_the_verb_returns()
    {
        await Worker.DrainAsync(Token);
        (await StateAsync()).Availability.Should().Be(NodeAvailability.Drain);
        await Worker.PauseAsync(Token);
        (await StateAsync()).Availability.Should().Be(NodeAvailability.Pause);
        await Worker.ActivateAsync(Token);
        (await StateAsync()).Availability.Should().Be(NodeAvailability.Active);
    }

    [Fact]
    public async Task A_worker_that_is_promoted_answers_as_a_manager_and_is_a_worker_again_when_demoted()
    {
        await Worker.PromoteAsync(Token);
        (await fixture.Cluster.ReadNodesAsync(Token)).Should().HaveManagers(2).And.HaveNode("worker01", NodeStatus.Ready).Which.Reachability.Should().Be(ManagerReachability.Reachable);
        (await Worker.Client.Swarm.ListNodesAsync(Token)).Should().HaveCount(2);
        await Worker.DemoteAsync(Token);
        (await fixture.Cluster.ReadNodesAsync(Token)).Should().HaveManagers(1).And.BeReady();
        Worker.IsManager.Should().BeFalse();
    }

    [Fact]
    [Fault("Swarm", "the last manager is demoted", Names = "last manager")]
    public async Task The_last_manager_cannot_be_demoted_and_the_managers_say_why()
    {
        var demote = () => fixture.Cluster.Manager.DemoteAsync(Token);
        var failure = (await demote.Should().ThrowAsync<ClusterException>().Where(e => e.Reason == ClusterReason.NodeChangeRefused)).Which;
        failure.Message.Should().StartWith("The managers refused node manager to become a worker: ");
        failure.ShouldNameItsFault();
        failure.Said.Should().Contain("last manager");
        fixture.Cluster.Manager.IsManager.Should().BeTrue();
    }

    private async Task<NodeState> StateAsync() => (await fixture.Cluster.ReadNodesAsync(Token)).Find("worker01")!;
}
