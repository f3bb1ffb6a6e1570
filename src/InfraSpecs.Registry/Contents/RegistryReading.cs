namespace InfraSpecs.Registry;

/// <summary>Looking at what a registry has. Nothing here waits: what is not there is said at once.</summary>
public static class RegistryReading
{
    private const int SideBySide = 8;

    /// <summary>The names of all repositories, also of those whose tags have all been deleted.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="token">Ends the look-up.</param>
    /// <exception cref="RegistryException"><see cref="RegistryReason.Refused"/>: The registry answered with an error.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.Unreachable"/>: It gave no answer.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NotUnderstood"/>: What answered is no registry.</exception>
    public static async Task<IReadOnlyList<string>> ListRepositoriesAsync(this RegistryAccess registry, CancellationToken token) =>
        await registry.Http.FindRepositoriesAsync(token);

    /// <summary>The tags of a repository; empty where all have been deleted.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="repository">Its name: "example/echo".</param>
    /// <param name="token">Ends the look-up.</param>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NotFound"/>: There is no such repository; the message says which there are.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NameInvalid"/>: It is no repository's name.</exception>
    /// <inheritdoc cref="ListRepositoriesAsync" path="/exception"/>
    public static async Task<IReadOnlyList<string>> ListTagsAsync(this RegistryAccess registry, string repository, CancellationToken token)
    {
        var name = registry.Server.NameHere(repository);
        if (name.Tag is not null || name.Digest is not null) throw RegistryException.NameInvalid(repository, "it names an image, not a repository", "leave the tag out.");
        return await registry.Http.FindTagsAsync(name.Repository, token) ?? throw await registry.Http.NoRepositoryAsync(name.Repository, token);
    }

    /// <summary>What a name stands for; null if the registry has nothing of that name. Of an image the manifest and the configuration are read, of an index itself alone; whether layers
    /// and the manifests that an index names are there, <see cref="ImageChecking.CheckImageAsync"/> finds out.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="name">"example/echo:latest" or "example/echo@sha256:…"; without either it is latest. It may begin with the registry's address.</param>
    /// <param name="token">Ends the look-up.</param>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NameInvalid"/>: It is no name, or one of another registry.</exception>
    /// <inheritdoc cref="ListRepositoriesAsync" path="/exception"/>
    public static async Task<ImageManifest?> FindManifestAsync(this RegistryAccess registry, string name, CancellationToken token)
    {
        var (http, image) = (registry.Http, registry.Server.ImageHere(name));
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

    /// <summary>What a name stands for.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="name">As <see cref="FindManifestAsync"/> takes it.</param>
    /// <param name="token">Ends the look-up.</param>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NotFound"/>: There is nothing of that name; the message says what there is instead.</exception>
    /// <inheritdoc cref="FindManifestAsync" path="/exception"/>
    public static async Task<ImageManifest> GetManifestAsync(this RegistryAccess registry, string name, CancellationToken token) =>
        await registry.FindManifestAsync(name, token) ?? throw await registry.Http.NoImageAsync(registry.Server.ImageHere(name), token);

    /// <summary>All repositories with their tags and digests. What the digests stand for is not read.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="token">Ends the look-up.</param>
    /// <inheritdoc cref="ListRepositoriesAsync" path="/exception"/>
    public static async Task<RegistryContents> ReadContentsAsync(this RegistryAccess registry, CancellationToken token)
    {
        List<RepositoryTags> repositories = [];
        foreach (var repository in (await registry.ListRepositoriesAsync(token)).Order(StringComparer.Ordinal))
        {
            repositories.Add(new RepositoryTags(repository, await registry.ReadTagsAsync(repository, token)));
        }

        return new RegistryContents(registry.Http.Name, repositories);
    }

    /// <summary>A repository's tags with their digests; none where there is no such repository. A tag that goes meanwhile is left out.</summary>
    internal static async Task<IReadOnlyList<TaggedManifest>> ReadTagsAsync(this RegistryAccess registry, string repository, CancellationToken token)
    {
        var tags = await registry.Http.FindTagsAsync(repository, token) ?? [];
        var found = new TaggedManifest?[tags.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, tags.Count), new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = token }, async (i, linked) =>
        {
            var digest = await registry.Http.FindDigestAsync(new ImageName(null, repository, tags[i], null), linked);
            found[i] = digest is null ? null : new TaggedManifest(tags[i], digest);
        });
        return [.. found.OfType<TaggedManifest>().OrderBy(tag => tag.Tag, StringComparer.Ordinal)];
    }
}
