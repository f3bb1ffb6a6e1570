namespace InfraSpecs.Swarm;

/// <summary>A node could not be cut off, or not be connected again.</summary>
public sealed class NodePartitionException : InfraSpecsException
{
    internal NodePartitionException(string node, string what, ExecOutcome outcome)
        : base(
            node,
            $"Node {node} could not be {what}: its iptables exited with code {outcome.ExitCode}.",
            [.. $"{outcome.Error}\n{outcome.Output}".Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => "| " + line)],
            "the node's image needs sh and iptables, and its kernel iptables' mangle table.") => Node = node;

    /// <summary>The node's name.</summary>
    public string Node { get; }
}
