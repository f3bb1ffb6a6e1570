namespace InfraSpecs.Swarm;

/// <summary>The managers refused to change a node.</summary>
public sealed class NodeChangeRefusedException : InfraSpecsException
{
    internal NodeChangeRefusedException(string node, string change, string said, Exception inner)
        : base(node, $"The managers refused node {node} to {change}.", [$"They said: {said}"], "mend what they name; nothing was changed.", inner) =>
        (Node, Said) = (node, said);

    /// <summary>The node's name.</summary>
    public string Node { get; }

    /// <summary>The managers' own words.</summary>
    public string Said { get; }
}
