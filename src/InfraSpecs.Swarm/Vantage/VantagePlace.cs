namespace InfraSpecs.Swarm;

/// <summary>Where a vantage point is to be.</summary>
/// <param name="Name">The node's, or the task's.</param>
/// <param name="Where">As a failure names it.</param>
/// <param name="Node">The node.</param>
/// <param name="NetworkMode">The name of a network, "container:…", or "host".</param>
internal sealed record VantagePlace(string Name, string Where, Node Node, string NetworkMode)
{
    /// <summary>In the network namespace of a task that runs.</summary>
    public static VantagePlace In(TaskFacts task, Cluster cluster) =>
        new(task.Name, $"{task.Name} on {task.Node}", cluster.NodeWithId(task.NodeId, task.Node), $"container:{task.ContainerId}");
}
