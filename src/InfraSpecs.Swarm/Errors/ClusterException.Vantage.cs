namespace InfraSpecs.Swarm;

public sealed partial class ClusterException
{
    internal static ClusterException NetworkNotFound(string name, IReadOnlyList<string> there) => new(
        ClusterReason.NetworkNotFound,
        name,
        $"There is no overlay network \"{name}\" in the cluster.",
        [there.Count == 0 ? "It has none beside ingress." : $"It has: {string.Join(", ", there)}."],
        "mend the name; networks of a stack are called stack_network, unless the file says that they are external.");

    internal static ClusterException NetworkNotAttachable(string name) => new(
        ClusterReason.NetworkNotAttachable,
        name,
        $"Network {name} is not attachable: only tasks of services may join it.",
        [],
        "create it with SwarmNetworkOptions.Attachable (in a stack file: attachable: true), or look at it from inside a service's tasks with EnterTasksAsync.");

    internal static ClusterException ProbeImageMissing(IReadOnlyList<string> nodes) => new(
        ClusterReason.ProbeImageMissing,
        "probe image",
        $"{string.Join(", ", nodes)} cannot be given the image of the probe: the cluster was attached to, and has no engine that could build it.",
        [],
        "name an engine of the nodes' architecture for it, before the token: EnterNetworkAsync(network, engine, token), ForwardAsync(service, port, engine, token).");

    internal static ClusterException ProbeImageRefused(string node, string said) => new(
        ClusterReason.ProbeImageRefused,
        "probe image",
        $"Node {node} did not take the image of the probe.",
        [$"Its engine said: {said}"],
        "see whether its disk is full.") { Node = node };

    internal static ClusterException PointRefused(string point, string node, Exception cause) => new(
        ClusterReason.PointRefused,
        point,
        $"Vantage point {point} cannot be on {node}: {EngineMessage.Of(cause).TrimEnd('.')}.",
        [],
        "mend what the engine of that node names. One that came back a moment ago may need half a minute until it takes part in overlay networks.",
        cause) { Node = node, Said = EngineMessage.Of(cause) };

    internal static ClusterException PointRefused(string point, string node, TimeSpan within, WaitException cause) => new(
        ClusterReason.PointRefused,
        point,
        $"Vantage point {point} cannot be on {node}: it did not come within {FailureText.Seconds(within)}. {FailureText.Sentence(cause.LastSeen)}",
        [],
        "mend what the engine of that node names. One that came back a moment ago may need half a minute until it takes part in overlay networks.",
        cause) { Node = node, Said = cause.LastSeen };

    internal static ClusterException PointLost(string point, string node, string why, Exception? cause) => new(
        ClusterReason.PointLost,
        point,
        $"Vantage point {point} on {node} is lost: {why}.",
        [],
        "if that was meant, look from another one; else see what became of its node, or of the task whose network it shares.",
        cause) { Node = node, Said = why };
}
