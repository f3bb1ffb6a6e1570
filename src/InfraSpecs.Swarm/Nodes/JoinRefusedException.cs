namespace InfraSpecs.Swarm;

/// <summary>A node did not become a member of a Swarm.</summary>
public sealed class JoinRefusedException : InfraSpecsException
{
    internal JoinRefusedException(string node, SwarmJoinToken with, string said, Exception inner)
        : base(
            node,
            $"Node {node} could not join the Swarm at {with.Address}.",
            [$"Its engine said: {said}"],
            "take a token of the very cluster that it is to join (tokens of another have another fingerprint, rotated ones are void), and check that the "
            + "address is reached from the node.",
            inner) => (Node, Said) = (node, said);

    /// <summary>The node's name.</summary>
    public string Node { get; }

    /// <summary>The engine's own words.</summary>
    public string Said { get; }
}
