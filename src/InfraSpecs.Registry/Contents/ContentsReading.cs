using System.Collections.Concurrent;

namespace InfraSpecs.Registry;

/// <summary>Looking at what a registry has. Nothing here waits: what is not there is said at once.</summary>
internal static class ContentsReading
{
    private const int SideBySide = 8;

    public static async Task<IReadOnlyList<string>> ReadTagsAsync(this RegistryUser user, string repository, CancellationToken token)
    {
        var name = user.Registry.NameHere(repository);
        if (name.Tag is not null || name.Digest is not null) throw RegistryException.NameInvalid(repository, "it names an image, not a repository", "leave the tag out.");
        return await user.Http.FindTagsAsync(name.Repository, token) ?? throw await user.Http.NoRepositoryAsync(name.Repository, token);
    }

    public static async Task<ImageManifest?> FindManifestAsync(this RegistryUser user, ImageName image, CancellationToken token)
    {
        var http = user.Http;
        if (await http.FindManifestAsync(image, token) is not { } manifest) return null;
        var parts = http.Parts(manifest, image);
        var platforms = parts.Config is { } config
            ? [await http.PlatformAsync(image.Repository, config, token)]
            : parts.Manifests.Select(it => it.Platform);
        return new ImageManifest
        {
            Registry = http.Name,
            Name = image.ToString(),
            Digest = manifest.Digest,
            MediaType = manifest.MediaType,
            ConfigDigest = parts.Config?.Digest,
            Platforms = [.. platforms.Where(platform => platform is not null).Distinct()!],
            Layers = parts.Layers,
            Manifests = parts.Manifests,
        };
    }

    public static async Task<RegistryContents> ReadContentsAsync(this RegistryUser user, CancellationToken token)
    {
        List<RepositoryTags> repositories = [];
        foreach (var repository in (await user.Http.FindRepositoriesAsync(token)).Order(StringComparer.Ordinal))
        {
            repositories.Add(new RepositoryTags(repository, await user.ReadDigestsAsync(repository, token)));
        }

        return new RegistryContents(user.Http.Name, repositories);
    }

    /// <summary>A repository's digests by tag; none where there is no such repository. A tag that goes meanwhile is left out.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ReadDigestsAsync(this RegistryUser user, string repository, CancellationToken token)
    {
        var tags = await user.Http.FindTagsAsync(repository, token) ?? [];
        var found = new ConcurrentDictionary<string, string>();
        await Parallel.ForEachAsync(tags, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = token }, async (tag, linked) =>
        {
            if (await user.Http.FindDigestAsync(new ImageName(null, repository, tag, null), linked) is { } digest) found[tag] = digest;
        });
        return new SortedList<string, string>(found, StringComparer.Ordinal);
    }
}
