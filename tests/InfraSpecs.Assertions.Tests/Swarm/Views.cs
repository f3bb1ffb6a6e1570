using InfraSpecs.Swarm;

namespace InfraSpecs.Assertions.Tests.Swarm;

/// <summary>A service "web" in the network "net", as managers and vantage points would tell of it.</summary>
internal static class Views
{
    public static TaskFacts Task(int slot, string node) => new()
    {
        Id = $"{slot}-{node}", Service = "web", Slot = slot, Node = node, NodeId = "id-" + node, State = TaskState.Running, DesiredState = TaskState.Running, Since = Snapshots.Noon,
        CreatedAt = Snapshots.Noon,
        ContainerId = $"{slot}00000000000ffff", Addresses = new Dictionary<string, string> { ["net"] = $"10.0.1.{slot}" },
    };

    public static Placement Placed(params TaskFacts[] tasks) => new()
    {
        Service = "web", Wanted = tasks.Length, ReadAt = Snapshots.Noon, Tasks = tasks,
        Nodes = new ClusterNodes([.. new[] { "manager", "worker01", "worker02" }.Select(name => new NodeState { Id = "id-" + name, Name = name, State = NodeStatus.Ready })]),
    };
}
