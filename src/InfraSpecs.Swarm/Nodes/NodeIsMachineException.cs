namespace InfraSpecs.Swarm;

/// <summary>Something was asked of a machine that only a node in a container can do. Machines are never touched.</summary>
public sealed class NodeIsMachineException : InfraSpecsException
{
    internal NodeIsMachineException(string node, string verb)
        : base(
            node,
            $"Node {node} cannot {verb}: it is a machine of a cluster that was attached to, not a container.",
            [],
            "run this spec on a cluster that SwarmCluster.StartAsync made.") => Node = node;

    /// <summary>The node's name.</summary>
    public string Node { get; }
}
