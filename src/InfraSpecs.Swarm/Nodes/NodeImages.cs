using Docker.DotNet;
using Docker.DotNet.Models;

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

/// <summary>The images of a node's own engine.</summary>
public static class NodeImages
{
    /// <summary>Pulls an image onto the node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="reference">The image: "registry:5000/example/echo:latest"; without a tag, ":latest" is meant.</param>
    /// <param name="token">Stops the pull.</param>
    /// <exception cref="ClusterException">The registry or the node refused; the message has their words.</exception>
    public static Task PullAsync(this Node node, string reference, CancellationToken token) => node.PullAsync(reference, null, token);

    /// <summary>Pulls an image onto the node from a registry that asks who wants it.</summary>
    /// <param name="node">The node.</param>
    /// <param name="reference">The image.</param>
    /// <param name="account">User and password, which are sent to the node over TLS and stay in its memory; null for none.</param>
    /// <param name="token">Stops the pull.</param>
    /// <exception cref="ClusterException">The registry or the node refused; the message has their words.</exception>
    public static Task PullAsync(this Node node, string reference, AuthConfig? account, CancellationToken token) =>
        node.Connection.PullAsync(reference, account, token);

    /// <summary>The images that the node has, by name.</summary>
    /// <param name="node">The node.</param>
    /// <param name="token">Ends the look-up.</param>
    public static async Task<IReadOnlyList<NodeImage>> ListImagesAsync(this Node node, CancellationToken token) =>
    [
        .. (await node.Client.Images.ListImagesAsync(new ImagesListParameters(), token))
            .Select(it => new NodeImage(it.ID, [.. it.RepoTags ?? []], [.. it.RepoDigests ?? []], it.Size))
            .OrderBy(it => it.ToString(), StringComparer.Ordinal),
    ];

    /// <summary>The digest under which the image's registry knows it, as pushing it gave: "sha256:…".</summary>
    /// <param name="node">The node.</param>
    /// <param name="reference">The image, by the name under which the node has it.</param>
    /// <param name="token">Ends the look-up.</param>
    /// <returns>Null if the node does not have it, or has it from elsewhere than a registry.</returns>
    public static async Task<string?> GetImageDigestAsync(this Node node, string reference, CancellationToken token)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reference);
        try
        {
            var digests = (await node.Client.Images.InspectImageAsync(reference, token)).RepoDigests ?? [];
            var repository = ImageParts.Of(reference).Repository;
            return digests.Select(ImageParts.Of).FirstOrDefault(it => it.Repository == repository).Digest;
        }
        catch (DockerImageNotFoundException)
        {
            return null;
        }
    }
}
