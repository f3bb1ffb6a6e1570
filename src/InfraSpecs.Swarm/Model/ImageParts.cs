namespace InfraSpecs.Swarm;

/// <summary>An image as the engine's API names it, in its parts. Nothing is checked: that is the engine's to say.</summary>
/// <param name="Repository">"registry:5000/example/echo".</param>
/// <param name="Tag">Null where none is written.</param>
/// <param name="Digest">"sha256:…"; null where none is written.</param>
internal readonly record struct ImageParts(string Repository, string? Tag, string? Digest)
{
    public static ImageParts Parse(string reference)
    {
        var (name, digest) = Cut(reference, reference.IndexOf('@'));
        var colon = name.LastIndexOf(':');
        var (repository, tag) = Cut(name, colon > name.LastIndexOf('/') ? colon : -1);
        return new ImageParts(repository, tag, digest);
    }

    /// <summary>Without the digest.</summary>
    public string Name => Tag is null ? Repository : $"{Repository}:{Tag}";

    /// <summary>With the tag that the docker CLI adds where there is neither tag nor digest.</summary>
    public override string ToString() => Digest is null ? $"{Repository}:{Tag ?? "latest"}" : $"{Name}@{Digest}";

    private static (string Before, string? After) Cut(string text, int at) => at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
}
