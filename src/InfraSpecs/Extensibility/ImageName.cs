using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace InfraSpecs.Extensibility;

/// <summary>
/// An image reference in its parts, as <c>registry:5000/example/echo:latest@sha256:…</c>
/// (https://github.com/distribution/reference). Nothing is added: a tag or registry that is not written is null.
/// </summary>
/// <param name="Registry">The registry's host, and port where there is one; null where none is written.</param>
/// <param name="Repository">The path in the registry: "example/echo".</param>
/// <param name="Tag">The tag; null where none is written.</param>
/// <param name="Digest">The digest of the manifest, as "sha256:…"; null where none is written.</param>
public sealed partial record ImageName(string? Registry, string Repository, string? Tag, string? Digest)
{
    private const int LongestRepository = 255;

    /// <summary>The repository with its registry, as "registry:5000/example/echo".</summary>
    public string FullRepository => Registry is null ? Repository : $"{Registry}/{Repository}";

    /// <summary>Takes apart what somebody wrote.</summary>
    /// <param name="text">The reference.</param>
    /// <exception cref="FormatException">It is none; the message says which part is wrong.</exception>
    public static ImageName Parse(string text) =>
        TryParse(text, out var name, out var why) ? name : throw new FormatException($"'{text}' is no image name: {why}.");

    /// <summary>Takes apart what somebody wrote, or says why that cannot be done.</summary>
    /// <param name="text">The reference.</param>
    /// <param name="name">Its parts; null if it is no reference.</param>
    /// <param name="why">What is wrong with it: "it has no repository"; null if nothing is.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out ImageName? name, [NotNullWhen(false)] out string? why)
    {
        var parts = Split(text);
        why = WhyWrong(parts);
        name = why is null ? parts : null;
        return why is null;
    }

    /// <summary>Takes apart what an engine said, which is not checked: engines also say "&lt;none&gt;:&lt;none&gt;", and nothing.</summary>
    /// <param name="text">The reference.</param>
    public static ImageName Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (rest, digest) = Cut(text, text.IndexOf('@'));
        var (path, tag) = Cut(rest, rest.LastIndexOf(':') is var colon && colon > rest.LastIndexOf('/') ? colon : -1);
        var slash = path.IndexOf('/');
        return slash > 0 && IsHost(path[..slash]) ? new(path[..slash], path[(slash + 1)..], tag, digest) : new(null, path, tag, digest);
    }

    /// <summary>With the tag that is meant where there is neither tag nor digest: latest.</summary>
    public ImageName OrLatest() => Tag is null && Digest is null ? this with { Tag = "latest" } : this;

    /// <summary>Without the digest.</summary>
    public ImageName WithoutDigest() => this with { Digest = null };

    /// <summary>The reference, as it is written.</summary>
    public override string ToString() => $"{FullRepository}{(Tag is null ? "" : ":" + Tag)}{(Digest is null ? "" : "@" + Digest)}";

    private static string? WhyWrong(ImageName name) => name switch
    {
        { Digest: { } digest } when !DigestForm().IsMatch(digest) => "its digest must be as sha256: and 64 hexadecimal digits",
        { Tag: { } tag } when !TagForm().IsMatch(tag) => "its tag must be 1 to 128 letters, digits, '_', '.' and '-', and begin with none of the last two",
        { Registry: { } host } when !HostForm().IsMatch(host) => "its registry must be a host name or address, with a port where there is one",
        { Repository: "" } => "it has no repository",
        { Repository.Length: > LongestRepository } => $"its repository must not be longer than {LongestRepository} characters",
        _ when !RepositoryForm().IsMatch(name.Repository) =>
            "its repository must be lower-case letters and digits in parts that '/' separates, with single '.', '_', '__' or '-' inside a part",
        _ => null,
    };

    private static (string Before, string? After) Cut(string text, int at) => at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);

    // The rule by which every engine tells "localhost/app" and "host:5000/app" from "library/app".
    private static bool IsHost(string first) => first == "localhost" || first.AsSpan().ContainsAny('.', ':') || first.Any(char.IsAsciiLetterUpper);

    [GeneratedRegex(@"^([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[0-9A-Fa-f:]+\])(:[0-9]+)?\z")]
    private static partial Regex HostForm();

    [GeneratedRegex(@"^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*\z")]
    private static partial Regex RepositoryForm();

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z")]
    private static partial Regex TagForm();

    [GeneratedRegex(@"^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})\z")]
    private static partial Regex DigestForm();
}
