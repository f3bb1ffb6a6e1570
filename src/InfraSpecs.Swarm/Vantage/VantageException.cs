namespace InfraSpecs.Swarm;

/// <summary>A network of a cluster cannot be entered, or not be looked at from a place in it.</summary>
public sealed class VantageException : InfraSpecsException
{
    private VantageException(VantageReason reason, string subject, string headline, IEnumerable<string> facts, string advice, Exception? inner = null)
        : base(subject, headline, facts, advice, inner) => Reason = reason;

    /// <summary>What went wrong.</summary>
    public VantageReason Reason { get; }

    /// <summary>The node's name; null where it is not about one node.</summary>
    public string? Node { get; private init; }

    /// <summary>What was noticed of a vantage point that is lost, in half a sentence; null where none is.</summary>
    public string? Why { get; private init; }

    internal static VantageException NetworkNotFound(string name, IReadOnlyList<string> there) => new(
        VantageReason.NetworkNotFound,
        name,
        $"There is no overlay network \"{name}\" in the cluster.",
        [there.Count == 0 ? "It has none beside ingress." : $"It has: {string.Join(", ", there)}."],
        "mend the name; networks of a stack are called stack_network, unless the file says that they are external.");

    internal static VantageException NetworkNotAttachable(string name) => new(
        VantageReason.NetworkNotAttachable,
        name,
        $"Network {name} is not attachable: only tasks of services may join it.",
        [],
        "create it with SwarmNetworkOptions.Attachable (in a stack file: attachable: true), or look at it from inside a service's tasks with EnterTasksAsync.");

    internal static VantageException ProbeImageMissing(IReadOnlyList<string> nodes) => new(
        VantageReason.ProbeImageMissing,
        "probe image",
        $"{string.Join(", ", nodes)} cannot be given the image of the probe: the cluster was attached to, and has no engine that could build it.",
        [],
        "name an engine of the nodes' architecture for it: EnterNetworkAsync(network, engine, token).");

    internal static VantageException ProbeImageRefused(string node, string said) => new(
        VantageReason.ProbeImageRefused,
        "probe image",
        $"Node {node} did not take the image of the probe.",
        [$"Its engine said: {said}"],
        "see whether its disk is full.") { Node = node };

    internal static VantageException PointLost(string point, string node, string why, Exception? cause) => new(
        VantageReason.PointLost,
        point,
        $"Vantage point {point} on {node} is lost: {why}.",
        [],
        "if that was meant, look from another one; else see what became of its node, or of the task whose network it shares.",
        cause) { Node = node, Why = why };
}
