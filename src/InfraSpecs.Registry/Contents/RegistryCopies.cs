using System.Net;
using System.Net.Http.Headers;

namespace InfraSpecs.Registry;

/// <summary>Copying and deleting images in registries, without an engine.</summary>
public static class RegistryCopies
{
    private const int SideBySide = 4;

    /// <summary>Copies an image to another name in the same registry. Its layers are not copied: the registry lets both have them.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="from">"example/echo:latest" or "example/echo@sha256:…"; an index is copied with all its images.</param>
    /// <param name="to">The other name, with a tag: "example/echo:stable"; without one it is latest.</param>
    /// <param name="token">Ends the copy. What was copied of it by then is garbage until the next collection.</param>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NameInvalid"/>: One of them is no name, or <paramref name="to"/> has a digest.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NotFound"/>: There is nothing to copy.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.Refused"/>: A registry answered with an error.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.Unreachable"/>: It gave no answer.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NotUnderstood"/>: What answered is no registry.</exception>
    public static Task<PushedImage> CopyAsync(this RegistryAccess registry, string from, string to, CancellationToken token) =>
        registry.CopyAsync(from, registry, to, token);

    /// <summary>Copies an image to another registry, through this process, layer by layer as they stream. Layers that are there already stay.</summary>
    /// <param name="registry">Where from.</param>
    /// <param name="from">"example/echo:latest" or "example/echo@sha256:…"; an index is copied with all its images.</param>
    /// <param name="target">Where to.</param>
    /// <param name="to">The name there, with a tag: "example/echo:stable"; without one it is latest.</param>
    /// <param name="token">Ends the copy. What was copied of it by then is garbage until the next collection.</param>
    /// <inheritdoc cref="CopyAsync(RegistryAccess, string, string, CancellationToken)" path="/exception"/>
    public static Task<PushedImage> CopyAsync(this RegistryAccess registry, string from, RegistryAccess target, string to, CancellationToken token)
    {
        var (source, copy) = (registry.Server.ImageHere(from), target.Server.ImageHere(to));
        if (copy.Digest is not null) throw RegistryException.NameInvalid(to, "a copy gets a tag; its digest is that of the original");
        return target.Server.Transfers.RunAsync(copy.Repository, async linked =>
        {
            var manifest = await registry.Http.FindManifestAsync(source, linked) ?? throw await registry.Http.NoImageAsync(source, linked);
            await CopyAsync(registry, source, manifest, target, copy, linked);
            return new PushedImage(target.Server.InternalAddress, copy.Repository, copy.Tag!, manifest.Digest);
        }, token);
    }

    /// <summary>
    /// Deletes an image: its manifest, and with it every tag of the repository that stands for it. Its layers stay until
    /// <see cref="GarbageCollector.CollectGarbageAsync"/>.
    /// </summary>
    /// <param name="registry">The registry.</param>
    /// <param name="name">"example/echo:latest" or "example/echo@sha256:…"; without either it is latest.</param>
    /// <param name="token">Ends it.</param>
    /// <returns>What was deleted.</returns>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NameInvalid"/>: It is no name, or one of another registry.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NotFound"/>: There is nothing of that name.</exception>
    /// <inheritdoc cref="CopyAsync(RegistryAccess, string, string, CancellationToken)" path="/exception"/>
    public static Task<DeletedImage> DeleteAsync(this RegistryAccess registry, string name, CancellationToken token)
    {
        var image = registry.Server.ImageHere(name);
        return registry.Server.Transfers.RunAsync(image.Repository, async linked =>
        {
            var digest = await registry.Http.FindDigestAsync(image, linked) ?? throw await registry.Http.NoImageAsync(image, linked);
            var tags = (await registry.ReadTagsAsync(image.Repository, linked)).Where(tag => tag.Digest == digest).Select(tag => tag.Tag).ToList();
            var manifest = new ImageName(null, image.Repository, null, digest);
            (await registry.Http.SendAsync(HttpMethod.Delete, RegistryQueries.ManifestPath(manifest), $"the deletion of {manifest}", null, linked)).Dispose();
            return new DeletedImage(image.Repository, digest, tags);
        }, token);
    }

    /// <summary>Blobs and named manifests first: a registry takes a manifest only when it has all that the manifest names.</summary>
    private static async Task CopyAsync(
        RegistryAccess source, ImageName original, RawManifest manifest, RegistryAccess target, ImageName copy, CancellationToken token)
    {
        var parts = source.Http.Parts(manifest, original);
        foreach (var part in parts.Manifests)
        {
            var child = original with { Tag = null, Digest = part.Digest };
            var found = await source.Http.FindManifestAsync(child, token) ?? throw await source.Http.NoImageAsync(child, token);
            await CopyAsync(source, child, found, target, copy with { Tag = null, Digest = part.Digest }, token);
        }

        var degree = new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = token };
        await Parallel.ForEachAsync(parts.Blobs, degree, async (blob, linked) => await BlobCopy.RunAsync(source, original.Repository, target, copy.Repository, blob, linked));

        using var content = new ByteArrayContent(manifest.Bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(manifest.MediaType) } };
        using var answer = await target.Http.SendAsync(HttpMethod.Put, RegistryQueries.ManifestPath(copy), $"the manifest {copy}", content, token);
        if (answer.StatusCode is not HttpStatusCode.Created) throw await target.Http.RefusalAsync(answer, $"the manifest {copy}", token);
    }
}

/// <summary>An image that a registry does not have any more.</summary>
/// <param name="Repository">The repository that it was in.</param>
/// <param name="Digest">Its manifest's digest.</param>
/// <param name="Tags">The tags that went with it.</param>
public sealed record DeletedImage(string Repository, string Digest, IReadOnlyList<string> Tags);
