namespace InfraSpecs.Swarm.Tests;

/// <summary>Nodes, tasks and placements as managers would tell them.</summary>
internal static class Fakes
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static readonly NodeState Manager = Node("manager", NodeRole.Manager) with { IsLeader = true, Reachability = ManagerReachability.Reachable };
    public static readonly NodeState Worker1 = Node("worker01");
    public static readonly NodeState Worker2 = Node("worker02");

    public static NodeState Node(string name, NodeRole role = NodeRole.Worker, NodeStatus state = NodeStatus.Ready, NodeAvailability availability = NodeAvailability.Active) =>
        new() { Id = "id-" + name, Name = name, Role = role, Availability = availability, State = state, Address = "10.0.0.1" };

    public static TaskFacts Task(
        int? slot, TaskState state, string node = "worker01", TaskState desired = TaskState.Running, double created = 0, double since = 0, string error = "", string service = "web") => new()
    {
        Id = $"{service}-{slot}-{node}-{created}", Service = service, Slot = slot, Node = node, NodeId = node.Length > 0 ? "id-" + node : "", State = state, DesiredState = desired,
        Error = error, CreatedAt = Noon.AddSeconds(created), Since = Noon.AddSeconds(since), Digest = "sha256:1111111111",
    };

    public static TaskFacts Failed(int? slot, double created, TaskState state = TaskState.Failed, TaskState desired = TaskState.Shutdown, string node = "worker01",
        string error = "task: non-zero exit (1)") =>
        Task(slot, state, node, desired, created, created, error);

    public static InfraSpecs.Swarm.Placement Placed(int wanted, params TaskFacts[] tasks) => new()
    {
        Service = "web", Wanted = wanted, Nodes = new ClusterNodes([Manager, Worker1, Worker2]), ReadAt = Noon,
        Tasks = [.. tasks.OrderBy(it => it.Slot).ThenBy(it => it.Node, StringComparer.Ordinal).ThenByDescending(it => it.CreatedAt)],
    };
}
