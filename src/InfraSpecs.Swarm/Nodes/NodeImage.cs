namespace InfraSpecs.Swarm;

/// <summary>An image that a node has.</summary>
/// <param name="Id">The digest of its configuration.</param>
/// <param name="Tags">Its names with tags: "registry:5000/example/echo:latest".</param>
/// <param name="Digests">Its names with digests, one for each repository that it was pulled from: "registry:5000/example/echo@sha256:…".</param>
/// <param name="Size">In bytes, unpacked.</param>
public sealed record NodeImage(string Id, IReadOnlyList<string> Tags, IReadOnlyList<string> Digests, long Size)
{
    /// <inheritdoc/>
    public override string ToString() => Tags.Count > 0 ? string.Join(", ", Tags) : Digests is [var digest, ..] ? digest : Id;
}
