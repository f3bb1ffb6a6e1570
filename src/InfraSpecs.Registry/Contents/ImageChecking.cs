using System.Collections.Concurrent;
using System.Net;

namespace InfraSpecs.Registry;

/// <summary>Reading an image to its last byte.</summary>
internal static class ImageChecking
{
    /// <returns>Null if there is nothing of that name.</returns>
    public static async Task<ImageCheck?> FindWholeAsync(this RegistryHttp http, ImageName image, CancellationToken token) =>
        await http.FindManifestAsync(image, token) is { } manifest ? await new Reading(http, image.Repository).RunAsync(image, manifest, token) : null;

    private sealed class Reading(RegistryHttp http, string repository)
    {
        private const int SideBySide = 4;

        private readonly ConcurrentBag<string> _problems = [];
        private readonly ConcurrentBag<string> _notJudged = [];
        private readonly Dictionary<(string Digest, long Size), ContentDescriptor> _blobs = [];
        private readonly HashSet<string> _manifests = [];

        public async Task<ImageCheck> RunAsync(ImageName image, RawManifest manifest, CancellationToken token)
        {
            await TakeAsync(image, manifest, token);
            var degree = new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = token };
            await Parallel.ForEachAsync(_blobs.Values, degree, async (blob, linked) => await ReadBlobAsync(blob, linked));
            return new ImageCheck
            {
                Registry = http.Name,
                Name = image.ToString(),
                Digest = manifest.Digest,
                Manifests = _manifests.Count,
                Blobs = _blobs.Count,
                Bytes = _blobs.Values.Sum(blob => blob.Size),
                Problems = [.. _problems.Order(StringComparer.Ordinal)],
                NotJudged = [.. _notJudged.Order(StringComparer.Ordinal)],
            };
        }

        private async Task TakeAsync(ImageName name, RawManifest manifest, CancellationToken token)
        {
            if (!_manifests.Add(manifest.Digest)) return;
            var parts = http.Parts(manifest, name);
            foreach (var blob in parts.Blobs) _blobs.TryAdd((blob.Digest, blob.Size), blob);
            foreach (var digest in parts.Elsewhere) _notJudged.Add($"layer {digest}, which the manifest says is elsewhere");
            foreach (var child in parts.Manifests) await TakeChildAsync(child, token);
        }

        private async Task TakeChildAsync(ContentDescriptor child, CancellationToken token)
        {
            var what = $"manifest {child.Digest} ({child.Platform ?? "no platform"})";
            var name = new ImageName(null, repository, null, child.Digest);
            try
            {
                var found = await http.FindManifestAsync(name, token);
                if (found is null) _problems.Add($"{what} is missing");
                else if (found.Bytes.Length != child.Size) _problems.Add($"{what} has {RegistryBody.Size(found.Bytes.Length)}, and the index says {RegistryBody.Size(child.Size)}");
                else if (child.MediaType.Length > 0 && found.MediaType != child.MediaType) _problems.Add($"{what} is sent as {found.MediaType}, and the index says {child.MediaType}");
                if (found is not null) await TakeAsync(name, found, token);
            }
            catch (RegistryException e) when (e.Reason is RegistryReason.NotUnderstood)
            {
                _problems.Add($"{what} is not understood: {e.Answer}");
            }
        }

        private async Task ReadBlobAsync(ContentDescriptor blob, CancellationToken token)
        {
            var what = $"blob {blob.Digest} of {repository}";
            using var answer = await http.AskAsync(HttpMethod.Get, $"/v2/{repository}/blobs/{blob.Digest}", null, token);
            if (answer.StatusCode is HttpStatusCode.NotFound) _problems.Add($"blob {blob.Digest} is missing");
            else if (!answer.IsSuccessStatusCode) throw await http.RefusalAsync(answer, what, token);
            else await ReadBlobAsync(blob, new CheckedBlob(http, await answer.Content.ReadAsStreamAsync(token), blob, what), token);
        }

        private async Task ReadBlobAsync(ContentDescriptor blob, CheckedBlob content, CancellationToken token)
        {
            await using (content)
            {
                if (!content.IsJudged) _notJudged.Add($"the digest {blob.Digest}, which is of an unknown kind");
                try
                {
                    await content.CopyToAsync(Stream.Null, token);
                }
                catch (RegistryException e) when (e.Reason is RegistryReason.NotUnderstood)
                {
                    _problems.Add($"blob {blob.Digest}: {e.Answer?.Trim('(', ')')}");
                }
            }
        }
    }
}
