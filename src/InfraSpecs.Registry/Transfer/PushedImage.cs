namespace InfraSpecs.Registry;

/// <summary>An image that a registry has been given.</summary>
/// <param name="InternalAddress">Where other containers reach the registry: "registry:5000".</param>
/// <param name="Repository">The repository there: "example/echo".</param>
/// <param name="Tag">The tag: "latest".</param>
/// <param name="Digest">The digest that the registry has for it: "sha256:…".</param>
public sealed record PushedImage(string InternalAddress, string Repository, string Tag, string Digest)
{
    /// <summary>Its name in the registry: "example/echo:latest".</summary>
    public string Name => $"{Repository}:{Tag}";

    /// <summary>The reference by which other containers, as the nodes of a cluster, pull it: "registry:5000/example/echo:latest".</summary>
    public string InternalReference => $"{InternalAddress}/{Name}";

    /// <inheritdoc/>
    public override string ToString() => $"{InternalReference}@{Digest}";
}
