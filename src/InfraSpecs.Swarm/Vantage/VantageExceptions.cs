namespace InfraSpecs.Swarm;

/// <summary>There is no network of this name in the cluster.</summary>
public sealed class NetworkNotFoundException : InfraSpecsException
{
    internal NetworkNotFoundException(string name, IReadOnlyList<string> there)
        : base(
            name,
            $"There is no overlay network \"{name}\" in the cluster.",
            [there.Count == 0 ? "It has none beside ingress." : $"It has: {string.Join(", ", there)}."],
            "mend the name; networks of a stack are called stack_network, unless the file says that they are external.")
    {
    }
}

/// <summary>Only tasks of services may join a network.</summary>
public sealed class NetworkNotAttachableException : InfraSpecsException
{
    internal NetworkNotAttachableException(string name)
        : base(
            name,
            $"Network {name} is not attachable: only tasks of services may join it.",
            [],
            "create it with SwarmNetworkOptions.Attachable (in a stack file: attachable: true), or look at it from inside a service's tasks with EnterTasksAsync.")
    {
    }
}

/// <summary>There is nothing to look from: no task of a service runs.</summary>
public sealed class NoTaskRunsException : InfraSpecsException
{
    internal NoTaskRunsException(Placement placement)
        : base(
            placement.Service,
            $"No task of {placement.Service} runs{(placement.WhyNotAll is { } why ? $": {why}" : "")}.",
            [placement.ToString()],
            "wait with WaitUntilConvergedAsync, and mend what keeps its tasks from running.") => Placement = placement;

    /// <summary>Where its tasks were.</summary>
    public Placement Placement { get; }
}

/// <summary>The image of the probe cannot be had on nodes.</summary>
public sealed class ProbeImageException : InfraSpecsException
{
    private ProbeImageException(IReadOnlyList<string> nodes, string headline, IReadOnlyList<string> facts, string advice)
        : base("probe image", headline, facts, advice) => Nodes = nodes;

    /// <summary>The nodes without it.</summary>
    public IReadOnlyList<string> Nodes { get; }

    internal static ProbeImageException Missing(IReadOnlyList<string> nodes) => new(
        nodes,
        $"{string.Join(", ", nodes)} cannot be given the image of the probe: the cluster was attached to, and has no engine that could build it.",
        [],
        "name an engine of the nodes' architecture for it: EnterNetworkAsync(network, engine, token).");

    internal static ProbeImageException Refused(string node, string said) => new(
        [node], $"Node {node} did not take the image of the probe.", [$"Its engine said: {said}"], "see whether its disk is full.");
}

/// <summary>A vantage point no longer answers: its container, its task or its node is gone.</summary>
public sealed class VantagePointLostException : InfraSpecsException
{
    internal VantagePointLostException(string point, string node, string why, Exception? cause)
        : base(
            point,
            $"Vantage point {point} on {node} is lost: {why}.",
            [],
            "if that was meant, look from another one; else see what became of its node, or of the task whose network it shares.",
            cause) => (Point, Node, Why) = (point, node, why);

    /// <summary>Its name.</summary>
    public string Point { get; }

    /// <summary>The node that it was on.</summary>
    public string Node { get; }

    /// <summary>What was noticed, in half a sentence.</summary>
    public string Why { get; }
}
