namespace InfraSpecs.Registry;

/// <summary>A tag and what it stands for.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Digest">The digest of its manifest.</param>
public sealed record TaggedManifest(string Tag, string Digest);

/// <summary>A repository and its tags.</summary>
/// <param name="Repository">Its name: "example/echo".</param>
/// <param name="Tags">In the order of the tags; none where all have been deleted, which leaves the repository.</param>
public sealed record RepositoryTags(string Repository, IReadOnlyList<TaggedManifest> Tags);

/// <summary>What a registry had when it was asked.</summary>
/// <param name="Registry">The registry's name.</param>
/// <param name="Repositories">In the order of their names.</param>
public sealed record RegistryContents(string Registry, IReadOnlyList<RepositoryTags> Repositories)
{
    /// <summary>The digest of an image; null if it is not there.</summary>
    /// <param name="name">Its name: "example/echo:latest"; without a tag it is latest.</param>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NameInvalid"/>: It is no name.</exception>
    public string? FindDigest(string name)
    {
        var parsed = RegistryNames.Parse(name);
        return Find(parsed.Repository)?.Tags.FirstOrDefault(tag => tag.Tag == (parsed.Tag ?? "latest"))?.Digest;
    }

    /// <summary>A repository; null if it is not there.</summary>
    /// <param name="repository">Its name: "example/echo".</param>
    public RepositoryTags? Find(string repository) => Repositories.FirstOrDefault(it => it.Repository == repository);

    /// <summary>A line for each tag, and for each repository without one.</summary>
    public override string ToString() => Repositories.Count == 0
        ? "(it is empty)"
        : string.Join('\n', Repositories.SelectMany(it => it.Tags.Count == 0
            ? [$"{it.Repository} (no tags)"]
            : it.Tags.Select(tag => $"{it.Repository}:{tag.Tag} {tag.Digest}")));
}
