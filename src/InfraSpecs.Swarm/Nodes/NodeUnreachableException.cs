namespace InfraSpecs.Swarm;

/// <summary>A node's own engine cannot be asked.</summary>
public sealed class NodeUnreachableException : InfraSpecsException
{
    /// <summary>Creates the error.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="why">In a half-sentence.</param>
    public NodeUnreachableException(string node, string why)
        : base(node, $"The engine of node {node} cannot be asked: {why}.", [], "start the node, or name the address of its engine in AttachOptions.Engines.")
    {
    }
}
