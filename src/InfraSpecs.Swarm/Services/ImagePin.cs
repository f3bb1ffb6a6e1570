using Docker.DotNet;
using InfraSpecs.Registry;

namespace InfraSpecs.Swarm;

/// <summary>
/// The digest behind an image's tag. Nodes that are given a tag alone may each run another image; the engine's CLI asks a manager for the digest before
/// it creates a service, the API does not.
/// </summary>
internal static class ImagePin
{
    // A registry that a manager cannot reach is not worth a longer wait; the nodes have their own say.
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(10);

    /// <returns>"name:tag@sha256:…"; the image as it was given if no registry knows it, as the CLI has it.</returns>
    public static async Task<string> ResolveAsync(SwarmCluster cluster, string image, CancellationToken token)
    {
        var parts = ImageParts.Of(image);
        if (parts.Digest is not null) return image;
        var tagged = $"{parts}";
        if (cluster.AccountFor(tagged) is not null) return await AskRegistryAsync(cluster.Registry, tagged, token) is { } digest ? $"{tagged}@{digest}" : image;
        using var deadline = new CancellationTokenSource(Within, cluster.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, token);
        try
        {
            return $"{tagged}@{(await cluster.Client.Distribution.InspectAsync(tagged, linked.Token)).Descriptor.Digest}";
        }
        catch (DockerApiException)
        {
            return image;
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return image;
        }
    }

    /// <summary>The manager has no way to ask with an account; the registry of our own can be asked itself.</summary>
    private static async Task<string?> AskRegistryAsync(RegistryServer registry, string tagged, CancellationToken token) =>
        (await registry.FindManifestAsync(tagged[(registry.InternalAddress.Length + 1)..], token))?.Digest;
}
