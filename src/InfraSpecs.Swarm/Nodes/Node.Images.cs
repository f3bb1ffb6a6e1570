using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <content>Images.</content>
public sealed partial class Node
{
    /// <summary>Pulls an image onto the node.</summary>
    /// <param name="reference">The image: "registry:5000/example/echo:latest"; without a tag, ":latest" is meant.</param>
    /// <param name="token">Stops the pull.</param>
    /// <exception cref="ClusterException">The registry or the node refused; the message has their words.</exception>
    public Task PullAsync(string reference, CancellationToken token) => PullAsync(reference, null, token);

    /// <summary>Pulls an image onto the node from a registry that asks who wants it.</summary>
    /// <param name="reference">The image.</param>
    /// <param name="account">User and password, which are sent to the node over TLS and stay in its memory; null for none.</param>
    /// <param name="token">Stops the pull.</param>
    /// <exception cref="ClusterException">The registry or the node refused; the message has their words.</exception>
    public Task PullAsync(string reference, AuthConfig? account, CancellationToken token) =>
        Connection.PullAsync(reference, account, token);

    /// <summary>The names of the images that the node has: "registry:5000/example/echo:latest". Sizes, digests and images without a name are seen by <see cref="Client"/>.</summary>
    /// <param name="token">Ends the look-up.</param>
    public async Task<IReadOnlyList<string>> ReadImagesAsync(CancellationToken token) =>
        [.. (await Client.Images.ListImagesAsync(new ImagesListParameters(), token)).SelectMany(it => it.RepoTags ?? []).Order(StringComparer.Ordinal)];

    /// <summary>The digest under which the image's registry knows it, as pushing it gave: "sha256:…".</summary>
    /// <param name="reference">The image, by the name under which the node has it.</param>
    /// <param name="token">Ends the look-up.</param>
    /// <returns>Null if the node does not have it, or has it from elsewhere than a registry.</returns>
    public async Task<string?> FindImageDigestAsync(string reference, CancellationToken token)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reference);
        try
        {
            var digests = (await Client.Images.InspectImageAsync(reference, token)).RepoDigests ?? [];
            var repository = ImageName.Split(reference).FullRepository;
            return digests.Select(ImageName.Split).FirstOrDefault(it => it.FullRepository == repository)?.Digest;
        }
        catch (DockerImageNotFoundException)
        {
            return null;
        }
    }
}
