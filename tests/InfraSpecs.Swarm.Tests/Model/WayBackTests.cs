using static InfraSpecs.Swarm.Tests.Fakes;

namespace InfraSpecs.Swarm.Tests.Model;

public sealed class WayBackTests
{
    private const string Nowhere = "no suitable node (scheduling constraints not satisfied on 2 nodes; 1 node not available for new tasks)";

    private static readonly Dictionary<string, string> Ssd = new() { ["disk"] = "ssd" };

    [Fact]
    public void The_node_that_has_the_label_is_down() => Advice(Nowhere, "node.labels.disk==ssd", Manager, Node("worker01", state: NodeStatus.Down) with { Labels = Ssd }, Worker2)
        .Should().Be("start worker01 again, which meets node.labels.disk==ssd and is down (StartAsync; ReconnectAsync if it is only cut off).");

    [Fact]
    public void The_only_manager_is_drained() => Advice(Nowhere, "node.role==manager", Manager with { Availability = NodeAvailability.Drain }, Worker1, Worker2)
        .Should().Be("let tasks come to manager again, which meets node.role==manager and is drained (ActivateAsync).");

    [Fact]
    public void Several_would_do() => Advice(
        Nowhere, "node.labels.disk==ssd", Manager, Node("worker01", state: NodeStatus.Down) with { Labels = Ssd }, Node("worker02", availability: NodeAvailability.Pause) with { Labels = Ssd })
        .Should().Be("start worker01 again, which meets node.labels.disk==ssd and is down (StartAsync; ReconnectAsync if it is only cut off); "
            + "or let tasks come to worker02 again, which meets node.labels.disk==ssd and is paused (ActivateAsync).");

    [Fact]
    public void The_image_is_for_a_node_that_is_down()
    {
        var arm = Node("worker01", state: NodeStatus.Down) with { Os = "linux", Architecture = "aarch64" };
        var placed = Pending("no suitable node (unsupported platform on 1 node; 1 node not available for new tasks)") with
        {
            Nodes = new ClusterNodes([Manager with { Os = "linux", Architecture = "x86_64" }, arm]), Platforms = [new ImagePlatform("linux", "arm64")],
        };
        placed.Advice.Should().Be("start worker01 again, which has the image's platform and is down (StartAsync; ReconnectAsync if it is only cut off).");
    }

    [Theory]
    [InlineData("node.labels.disk==hdd")]
    [InlineData("node.lables.disk==ssd")]
    [InlineData("node.hostname==worker09")]
    public void No_node_would_do_were_it_there(string constraint) => Advice(Nowhere, constraint, Manager, Node("worker01", state: NodeStatus.Down) with { Labels = Ssd }, Worker2)
        .Should().Be("mend the constraint, or label a node (LabelAsync, SwarmOptions.NodeLabels).");

    [Fact]
    public void Those_that_are_there_have_something_else_against_it() => Advice(
        "no suitable node (insufficient resources on 2 nodes; 1 node not available for new tasks)", null, Manager, Node("worker01", state: NodeStatus.Down), Worker2)
        .Should().Be("reserve less, remove what reserves, or give the nodes more (SwarmOptions.NodeMemory and NodeCpus, or more nodes). "
            + "Or start worker01 again, which is down (StartAsync; ReconnectAsync if it is only cut off).");

    [Fact]
    public void All_nodes_are_away() => Advice("no suitable node (1 node not available for new tasks)", null, Node("worker01", availability: NodeAvailability.Drain))
        .Should().Be("start the nodes, or let tasks come to them again: node.ActivateAsync.");

    [Fact]
    public void A_global_service_that_got_no_task()
    {
        var nodes = new ClusterNodes([Manager, Node("worker01", availability: NodeAvailability.Drain)]);
        var placed = Placed(0) with { Mode = ServiceMode.Global, Constraints = ["node.hostname==worker01"], Nodes = nodes };
        placed.Advice.Should().Be("let tasks come to worker01 again, which meets node.hostname==worker01 and is drained (ActivateAsync).");
        (placed with { Constraints = [] }).Advice.Should().Be("start the nodes, or let tasks come to them again: node.ActivateAsync.");
    }

    private static string? Advice(string said, string? constraint, params NodeState[] nodes) =>
        (Pending(said) with { Nodes = new ClusterNodes(nodes), Constraints = constraint is null ? [] : [constraint] }).Advice;

    private static InfraSpecs.Swarm.Placement Pending(string said) => Placed(1, Task(1, TaskState.Pending, node: "", error: said));
}
