namespace InfraSpecs.Swarm;

/// <summary>A platform that a service's image is made for; what is empty fits any node.</summary>
internal sealed record ImagePlatform(string Os, string Architecture)
{
    /// <summary>Its programs run on the node, by swarmkit's rule: images and nodes have two names for one architecture.</summary>
    public bool Fits(NodeState node) => (Os.Length == 0 || Os == node.Os) && (Architecture.Length == 0 || Common(Architecture) == Common(node.Architecture));

    private static string? Common(string? architecture) => architecture switch { "x86_64" => "amd64", "aarch64" => "arm64", _ => architecture };
}
