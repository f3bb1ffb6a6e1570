namespace InfraSpecs.Swarm;

public sealed partial class ClusterException
{
    internal static ClusterException NodeNotReady(string node, IReadOnlyList<string> lastLines, WaitException inner) => new(
        ClusterReason.NodeNotReady,
        node,
        $"Node {node} runs, but was not ready within {FailureText.Seconds(inner.Within)}: {inner.LastSeen.TrimEnd('.')}{(lastLines is [.., var last] ? $"; it printed last \"{last}\"" : "")}.",
        FailureText.Quote("Its last output:", lastLines, "It printed nothing."),
        "read its last output; check EngineArguments and the node's image, or raise ReadyWithin on a machine that is this slow.",
        inner) { Node = node, Said = inner.LastSeen, LastLines = lastLines };

    internal static ClusterException NodeUnreachable(string node, string why, Exception? inner = null) => new(
        ClusterReason.NodeUnreachable,
        node,
        $"The engine of node {node} cannot be asked: {why}.",
        [],
        "start the node, or name the address of its engine in AttachOptions.Engines. RemoveAsync takes a node out of the cluster whether it runs or not.",
        inner) { Node = node, Said = why };

    internal static ClusterException NodeMisnamed(string node, ClusterNodes seen) => new(
        ClusterReason.NodeMisnamed,
        node,
        $"No node calls itself {node}: the host names are {string.Join(", ", seen.All.Select(it => it.Name))}.",
        [.. seen.All.Select(it => $"{it.Name} is at {it.Address}.")],
        "leave the host names of the nodes to the cluster: take WithHostname out of SwarmOptions.Configure. Constraints and cluster[name] tell nodes apart by them.") { Node = node };

    internal static ClusterException NodeIsMachine(string node, string verb) => new(
        ClusterReason.NodeIsMachine,
        node,
        $"Node {node} cannot {verb}: it is a machine of a cluster that was attached to, not a container.",
        [],
        "run this spec on a cluster that SwarmCluster.StartAsync made.") { Node = node };

    internal static ClusterException PortNotPublished(string node, int port, Exception? inner) => new(
        ClusterReason.PortNotPublished,
        node,
        $"Port {port} of {node} is not published: the node was started without it, or does not run.",
        [],
        "name the port in SwarmOptions.ManagerPorts or WorkerPorts; or use cluster.ForwardAsync(node, port, token), which needs no published port.",
        inner) { Node = node };

    internal static ClusterException JoinRefused(string node, SwarmJoinToken with, string said, Exception inner) => new(
        ClusterReason.JoinRefused,
        node,
        $"Node {node} could not join the Swarm at {with.Address}: {said.TrimEnd('.')}.",
        [],
        "take a token of the very cluster that it is to join (tokens of another have another fingerprint, rotated ones are void), and check that the "
        + "address is reached from the node.",
        inner) { Node = node, Said = said };

    internal static ClusterException NodeChangeRefused(string node, string change, string said, Exception? inner) => new(
        ClusterReason.NodeChangeRefused,
        node,
        $"The managers refused node {node} to {change}: {said.TrimEnd('.')}.",
        [],
        "mend what they name; nothing was changed.",
        inner) { Node = node, Said = said };

    /// <param name="node">The node's name.</param>
    /// <param name="what">"cut off" or "connected again".</param>
    /// <param name="outcome">What its iptables said.</param>
    internal static ClusterException PartitionFailed(string node, string what, ExecOutcome outcome) => new(
        ClusterReason.PartitionFailed,
        node,
        $"Node {node} could not be {what}: its iptables exited with code {outcome.ExitCode}{(FailureText.Complaint($"{outcome.Error}\n{outcome.Output}".Split('\n')) is { } said ? $": {said}" : "")}.",
        [.. FailureText.Quote($"{outcome.Error}\n{outcome.Output}".Split('\n', StringSplitOptions.RemoveEmptyEntries))],
        "the node's image needs sh and iptables, and its kernel iptables' mangle table.") { Node = node };

    internal static ClusterException PullRefused(string node, string reference, string said, Exception? inner) => new(
        ClusterReason.PullRefused,
        reference,
        $"Node {node} could not pull {reference}: {said.TrimEnd('.')}.",
        [],
        PullAdvice.For(said, reference),
        inner) { Node = node, Said = said };
}
