using Docker.DotNet.Models;
using static InfraSpecs.Swarm.Tests.Fakes;
using Api = Docker.DotNet.Models;

namespace InfraSpecs.Swarm.Tests.Placement;

public sealed class SchedulingRefusalTests
{
    private static readonly IReadOnlyList<NodeListResponse> Nodes = [Described("manager", 2, 8), Described("worker01", 4, 16), Described("worker02", 4, 16)];

    [Theory]
    [InlineData("node.labels.dsk==ssd", "no node has the label node.labels.dsk (did you mean disk?)")]
    [InlineData("node.labels.disk==hdd", "no node has the node.labels.disk hdd; there is ssd")]
    [InlineData("node.lables.disk==ssd", "'node.lables.disk==ssd' asks for 'node.lables.disk', which nodes do not have; did you mean node.labels.disk?")]
    public void A_constraint_that_no_node_meets(string constraint, string why) =>
        Explain("no suitable node (scheduling constraints not satisfied on 3 nodes)", Labelled with { Constraints = [constraint] }).Should().Be(why);

    [Fact]
    public void Constraints_that_exclude_each_other_and_nodes_that_are_not_available()
    {
        const string Said = "no suitable node (scheduling constraints not satisfied on 2 nodes; 1 node not available for new tasks)";
        Explain(Said, Labelled with { Constraints = ["node.role==manager", "node.labels.disk==ssd"] })
            .Should().Be("no node meets all of its constraints: node.role==manager holds for manager; node.labels.disk==ssd holds for worker01");
        var drained = new ClusterNodes([Manager, Node("worker01", availability: NodeAvailability.Drain), Node("worker02", state: NodeStatus.Down)]);
        Explain(Said, Placed(1) with { Nodes = drained, Constraints = ["node.hostname==worker01"] })
            .Should().Be("node.hostname==worker01 holds for worker01, which is drained; worker01 is drained", "of nodes that are down the failure tells in any case");
        Explain(null, Placed(0) with { Nodes = drained }).Should().Be("worker01 is drained");
    }

    [Fact]
    public void Memory_is_free_that_no_task_reserves()
    {
        var busy = Reserving("id-worker01", new SwarmResources { MemoryBytes = 12L << 30 });
        var gone = Reserving("id-worker02", new SwarmResources { MemoryBytes = 12L << 30 });
        gone.DesiredState = Api.TaskState.Shutdown;
        var wanted = new TaskSpec { Resources = new ResourceRequirements { Reservations = new SwarmResources { MemoryBytes = 20L << 30, NanoCPUs = 1_000_000_000 } } };
        Explain("no suitable node (insufficient resources on 3 nodes)", Placed(1), wanted, [busy, gone])
            .Should().Be("it wants 20 GiB of memory, and free are 16 GiB on worker02, 8 GiB on manager, 4 GiB on worker01", "of processors there are enough");
    }

    [Fact]
    public void Resources_that_no_node_has_and_plugins()
    {
        var gpu = new GenericResource { DiscreteResourceSpec = new DiscreteGenericResource { Kind = "gpu", Value = 2 } };
        Explain("insufficient resources on 3 nodes", Placed(1), new TaskSpec { Resources = new ResourceRequirements { Reservations = new SwarmResources { GenericResources = [gpu] } } })
            .Should().Be("it wants 2 of gpu, and free are 0 on manager, 0 on worker01, 0 on worker02");
        Explain("missing plugin on 3 nodes", Placed(1), new TaskSpec { LogDriver = new SwarmDriver { Name = "jsonfile" } }).Should().Be("no node has the log driver jsonfile (did you mean json-file?)");
        Explain("missing plugin on 1 node", Placed(1), new TaskSpec { LogDriver = new SwarmDriver { Name = "loki" } }).Should().Be("manager, worker02 have not the log driver loki");
    }

    [Fact]
    public void Ports_platforms_and_tasks_for_each_node()
    {
        const string Taken = "host-mode port already in use on 1 node";
        var port = new PortConfig { PublishedPort = 80, Protocol = "tcp", PublishMode = "host" };
        var other = new SwarmService { ID = "s2", Spec = new ServiceSpec { Name = "proxy", EndpointSpec = new EndpointSpec { Ports = [port] } } };
        var holder = new TaskResponse { ID = "t", ServiceID = "s2", Slot = 1, NodeID = "id-worker01", DesiredState = Api.TaskState.Running,
            Status = new Api.TaskStatus { State = Api.TaskState.Running } };
        Explain(Taken, Placed(1), new TaskSpec(), [holder], [port], other).Should().Be("port 80/tcp is held by proxy.1 on worker01");
        holder.Status!.State = Api.TaskState.Pending;
        Explain(Taken, Placed(1), new TaskSpec(), [holder], [port], other).Should().BeNull("one that waits for its node holds none");
        Explain(Taken, Placed(1), new TaskSpec(), [], [port], other).Should().BeNull("nobody is seen to hold it");
        Explain("unsupported platform on 3 nodes",
            Placed(1) with { Platforms = [new ImagePlatform("linux", "arm64")], Nodes = new ClusterNodes([Manager with { Os = "linux", Architecture = "x86_64" }]) })
            .Should().Be("the image is for linux/arm64, and the nodes are linux/x86_64");
        Explain("max replicas per node limit exceed", Placed(1), new TaskSpec { Placement = new Api.Placement { MaxReplicas = 2 } }).Should()
            .Be("each node may have 2 tasks of it (max_replicas_per_node)");
        Explain("something new on 3 nodes", Placed(1)).Should().BeNull();
    }

    private static InfraSpecs.Swarm.Placement Labelled =>
        Placed(1) with { Nodes = new ClusterNodes([Manager, Worker1 with { Labels = new Dictionary<string, string> { ["disk"] = "ssd" } }, Worker2]) };

    private static string? Explain(string? said, InfraSpecs.Swarm.Placement placement, TaskSpec? wanted = null, IReadOnlyList<TaskResponse>? tasks = null,
        IList<PortConfig>? ports = null, params SwarmService[] others)
    {
        var service = new SwarmService { ID = "s1", Spec = new ServiceSpec { Name = "web", TaskTemplate = wanted ?? new TaskSpec(), EndpointSpec = new EndpointSpec { Ports = ports ?? [] } } };
        return new SchedulingRefusal(placement, "s1", [service, .. others], tasks ?? [], Nodes, []).Explain(said);
    }

    private static TaskResponse Reserving(string node, SwarmResources resources) =>
        new() { ID = node, NodeID = node, DesiredState = Api.TaskState.Running, Spec = new TaskSpec { Resources = new ResourceRequirements { Reservations = resources } } };

    private static NodeListResponse Described(string name, long cpus, long memory) => new()
    {
        ID = "id-" + name,
        Description = new NodeDescription
        {
            Hostname = name, Resources = new SwarmResources { NanoCPUs = cpus * 1_000_000_000, MemoryBytes = memory << 30 },
            Engine = new EngineDescription { Plugins = [new PluginDescription { Type = "Log", Name = "json-file" }, .. name == "worker01"
                ? [new PluginDescription { Type = "Log", Name = "loki:latest" }] : Array.Empty<PluginDescription>()] },
        },
    };
}
