using Docker.DotNet.Models;

namespace InfraSpecs.Swarm.Tests.Model;

public sealed class NodeStateTests
{
    private static readonly NodeState Worker = new() { Id = "1", Name = "worker01", State = NodeStatus.Ready, Address = "198.19.0.11" };

    [Fact]
    public void The_text_says_what_is_not_as_usual()
    {
        $"{Worker}".Should().Be("worker01: worker, ready");
        $"{Worker with { State = NodeStatus.Down, Message = "heartbeat failure", Availability = NodeAvailability.Drain }}".Should().Be("worker01: worker, down (heartbeat failure), drain");
        $"{Worker with { Name = "manager", Role = NodeRole.Manager, IsLeader = true, Reachability = ManagerReachability.Reachable }}".Should().Be("manager: leader, ready");
        $"{Worker with { Name = "manager", Role = NodeRole.Manager, Reachability = ManagerReachability.Unreachable }}".Should().Be("manager: manager, unreachable, ready");
    }

    [Fact]
    public void What_the_engine_leaves_out_is_no_error()
    {
        var state = NodeState.Read(new NodeListResponse { ID = "abc" });
        (state.Name, state.Role, state.State, state.Labels.Count, state.IsReady).Should().Be(("abc", NodeRole.Worker, NodeStatus.Unknown, 0, false));
    }

    [Fact]
    public void What_the_engine_says_is_read()
    {
        var state = NodeState.Read(new NodeListResponse
        {
            ID = "abc",
            Spec = new NodeUpdateParameters { Role = "manager", Availability = "drain" },
            Status = new Docker.DotNet.Models.NodeStatus { State = "disconnected" },
            ManagerStatus = new ManagerStatus { Reachability = "unreachable" },
        });
        (state.Role, state.Availability, state.State, state.Reachability).Should().Be(
            (NodeRole.Manager, NodeAvailability.Drain, NodeStatus.Disconnected, (ManagerReachability?)ManagerReachability.Unreachable));
    }

    [Fact]
    public void A_name_that_two_nodes_have_means_the_one_that_is_ready()
    {
        var nodes = new ClusterNodes([Worker with { State = NodeStatus.Down }, Worker with { Id = "2" }]);
        nodes.Find("worker01")!.Id.Should().Be("2");
        nodes.FindById("1")!.State.Should().Be(NodeStatus.Down);
        nodes.Leader.Should().BeNull();
    }

    [Fact]
    public void It_is_kept_as_another_where_availability_and_all_labels_are_the_same()
    {
        var labelled = Worker with { Labels = new Dictionary<string, string> { ["disk"] = "ssd", ["rack"] = "" } };
        labelled.IsKeptAs(NodeAvailability.Active, new Dictionary<string, string> { ["rack"] = "", ["disk"] = "ssd" }).Should().BeTrue();
        labelled.IsKeptAs(NodeAvailability.Drain, labelled.Labels).Should().BeFalse();
        labelled.IsKeptAs(NodeAvailability.Active, new Dictionary<string, string> { ["disk"] = "ssd" }).Should().BeFalse();
        labelled.IsKeptAs(NodeAvailability.Active, new Dictionary<string, string> { ["disk"] = "hdd", ["rack"] = "" }).Should().BeFalse();
        Worker.IsKeptAs(NodeAvailability.Active, new Dictionary<string, string> { ["disk"] = "ssd" }).Should().BeFalse();
    }

    [Fact]
    public void A_join_token_has_no_text() =>
        $"{new SwarmJoinToken("198.19.0.10:2377", true, "SWMTKN-1-secret")}".Should().Be("a join token for managers of 198.19.0.10:2377");
}
