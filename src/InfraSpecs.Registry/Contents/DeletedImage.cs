namespace InfraSpecs.Registry;

/// <summary>An image that a registry does not have any more.</summary>
/// <param name="Repository">The repository that it was in.</param>
/// <param name="Digest">Its manifest's digest.</param>
/// <param name="Tags">The tags that went with it.</param>
public sealed record DeletedImage(string Repository, string Digest, IReadOnlyList<string> Tags);
