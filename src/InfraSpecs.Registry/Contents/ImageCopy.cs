using System.Net;
using System.Net.Http.Headers;

namespace InfraSpecs.Registry;

/// <summary>One image from one name to another, in one registry or from one to another, without an engine.</summary>
internal static class ImageCopy
{
    private const int SideBySide = 4;

    public static Task<PushedImage> RunAsync(RegistryUser source, string from, RegistryUser target, string to, CancellationToken token)
    {
        var (original, copy) = (source.Registry.ImageHere(from), target.Registry.ImageHere(to));
        if (copy.Digest is not null) throw RegistryException.NameInvalid(to, "a copy gets a tag; its digest is that of the original");
        return target.Registry.Transfers.RunAsync(copy.Repository, async linked =>
        {
            var manifest = await source.Http.FindManifestAsync(original, linked) ?? throw await source.Http.NoImageAsync(original, linked);
            await CopyAsync(source, original, manifest, target, copy, linked);
            return new PushedImage(target.Registry.InternalAddress, copy.Repository, copy.Tag!, manifest.Digest);
        }, token);
    }

    /// <summary>Blobs and named manifests first: a registry takes a manifest only when it has all that the manifest names.</summary>
    private static async Task CopyAsync(
        RegistryUser source, ImageName original, RawManifest manifest, RegistryUser target, ImageName copy, CancellationToken token)
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
