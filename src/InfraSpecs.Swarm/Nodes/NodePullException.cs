namespace InfraSpecs.Swarm;

/// <summary>A node could not pull an image.</summary>
public sealed class NodePullException : InfraSpecsException
{
    internal NodePullException(string node, string reference, string said, Exception? inner)
        : base(
            reference,
            $"Node {node} could not pull {reference}.",
            [$"Its engine said: {said}"],
            "check the name and the tag, that the image was pushed to the cluster's registry, and what account and certificate the registry wants.",
            inner) => (Node, Reference, Said) = (node, reference, said);

    /// <summary>The node's name.</summary>
    public string Node { get; }

    /// <summary>The image.</summary>
    public string Reference { get; }

    /// <summary>The engine's words, which have the registry's: "manifest unknown".</summary>
    public string Said { get; }
}
