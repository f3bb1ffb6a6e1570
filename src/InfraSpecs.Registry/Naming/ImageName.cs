using System.Text.RegularExpressions;

namespace InfraSpecs.Registry;

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

    /// <summary>Takes a reference apart.</summary>
    /// <param name="text">The reference.</param>
    /// <exception cref="RegistryException"><see cref="RegistryReason.NameInvalid"/>: It is none; the message says which part is wrong.</exception>
    public static ImageName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (rest, digest) = Cut(text, text.IndexOf('@', StringComparison.Ordinal));
        if (digest is not null && !DigestForm().IsMatch(digest)) throw Wrong("its digest must be as sha256: and 64 hexadecimal digits");
        var (path, tag) = Cut(rest, rest.LastIndexOf(':') is var colon && colon > rest.LastIndexOf('/') ? colon : -1);
        if (tag is not null && !TagForm().IsMatch(tag)) throw Wrong("its tag must be 1 to 128 letters, digits, '_', '.' and '-', and begin with none of the last two");
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var host = slash > 0 && IsHost(path[..slash]) ? path[..slash] : null;
        var repository = host is null ? path : path[(slash + 1)..];
        if (host is not null && !HostForm().IsMatch(host)) throw Wrong("its registry must be a host name or address, with a port where there is one");
        if (repository.Length == 0) throw Wrong("it has no repository");
        if (repository.Length > LongestRepository) throw Wrong($"its repository must not be longer than {LongestRepository} characters");
        if (!RepositoryForm().IsMatch(repository))
        {
            throw Wrong("its repository must be lower-case letters and digits in parts that '/' separates, with single '.', '_', '__' or '-' inside a part");
        }

        return new ImageName(host, repository, tag, digest);

        RegistryException Wrong(string why) => RegistryException.NameInvalid(text, why);
    }

    /// <summary>The reference, as it is written.</summary>
    public override string ToString() =>
        $"{(Registry is null ? "" : Registry + "/")}{Repository}{(Tag is null ? "" : ":" + Tag)}{(Digest is null ? "" : "@" + Digest)}";

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
