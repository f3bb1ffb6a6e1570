namespace InfraSpecs.Swarm;

/// <summary>The nodes of a Swarm as a manager saw them at one moment.</summary>
/// <param name="All">The nodes, by name.</param>
public sealed record ClusterNodes(IReadOnlyList<NodeState> All)
{
    /// <summary>The manager that the others follow, or null.</summary>
    public NodeState? Leader => All.FirstOrDefault(it => it.IsLeader);

    /// <summary>The node with this ID, or null. A node that left and joined again has another ID than before.</summary>
    /// <param name="id">The id in the Swarm.</param>
    public NodeState? FindById(string id) => All.FirstOrDefault(it => it.Id == id);

    /// <summary>The node of this name, or null. Of several nodes of a name it is one that is ready.</summary>
    /// <param name="name">The host name.</param>
    public NodeState? Find(string name) => All.Where(it => it.Name == name).OrderByDescending(it => it.IsReady).FirstOrDefault();

    /// <summary>One line for each node.</summary>
    public override string ToString() => string.Join('\n', All);
}
