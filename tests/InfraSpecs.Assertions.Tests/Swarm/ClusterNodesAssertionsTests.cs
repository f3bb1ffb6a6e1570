using InfraSpecs.Swarm;
using Xunit.Sdk;

namespace InfraSpecs.Assertions.Tests.Swarm;

public sealed class ClusterNodesAssertionsTests
{
    private static readonly NodeState Leader =
        new() { Id = "1", Name = "manager", Role = NodeRole.Manager, State = NodeStatus.Ready, Address = "198.19.0.10", IsLeader = true, Reachability = ManagerReachability.Reachable };

    private static readonly NodeState Worker = Leader with { Id = "2", Name = "worker01", Role = NodeRole.Worker, IsLeader = false, Reachability = null };

    private static readonly ClusterNodes Healthy = new([Leader, Worker]);
    private static readonly ClusterNodes Broken = new([Leader, Worker with { State = NodeStatus.Down, Message = "heartbeat failure" }]);
    private static readonly ClusterNodes None = new([]);

    [Fact]
    public void Claims_that_hold_pass()
    {
        Healthy.Should().HaveNodes(2).And.BeReady().And.HaveReadyNodes(2).And.HaveManagers(1);
        Healthy.Should().HaveOneLeader().Which.Name.Should().Be("manager");
        Broken.Should().HaveNode("worker01", NodeStatus.Down).Which.Message.Should().Be("heartbeat failure");
    }

    [Fact]
    public void BeReady_names_the_node_that_is_not_and_shows_all() => Fails(
        () => Broken.Should().BeReady("nobody was killed"),
        """
        Expected Broken to be ready because nobody was killed, but 1 is not: worker01: worker, down (heartbeat failure).

        With nodes:
        manager: leader, ready
        worker01: worker, down (heartbeat failure)

        """);

    [Fact]
    public void BeReady_takes_no_comfort_from_no_node() => Fails(
        () => None.Should().BeReady(), "Expected None to be ready, but the managers know none, which proves nothing.*With nodes:*none*");

    [Fact]
    public void HaveNodes_counts() => Fails(() => Healthy.Should().HaveNodes(4), "Expected Healthy to be 4 nodes, but the managers know 2.*worker01: worker, ready*");

    [Fact]
    public void HaveReadyNodes_counts() => Fails(() => Broken.Should().HaveReadyNodes(2), "Expected Broken to have 2 ready nodes, but 1 of 2 are ready.*heartbeat failure*");

    [Fact]
    public void HaveManagers_names_those_found() => Fails(() => Healthy.Should().HaveManagers(3), "Expected Healthy to have 3 managers, but found 1: manager.*");

    [Fact]
    public void HaveOneLeader_says_that_nobody_leads() => Fails(
        () => new ClusterNodes([Worker]).Should().HaveOneLeader(), "Expected nodes to have one leader, but no manager leads.*");

    [Fact]
    public void HaveOneLeader_wants_it_reachable() => Fails(
        () => new ClusterNodes([Leader with { Reachability = ManagerReachability.Unreachable }]).Should().HaveOneLeader(),
        "Expected nodes to have one leader that is reachable, but manager is unreachable.*");

    [Fact]
    public void HaveNode_names_those_that_there_are() => Fails(
        () => Healthy.Should().HaveNode("worker02"), "Expected Healthy to have a node \"worker02\", but the managers know manager, worker01.*");

    [Fact]
    public void HaveNode_says_what_state_it_is_in_and_why() => Fails(
        () => Broken.Should().HaveNode("worker01", NodeStatus.Ready), "Expected node \"worker01\" of Broken to be ready, but it is down (heartbeat failure).*");

    private static void Fails(Action claim, string text) => claim.Should().Throw<XunitException>().WithMessage(text);
}
