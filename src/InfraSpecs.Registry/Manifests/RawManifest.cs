using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace InfraSpecs.Registry;

/// <summary>A manifest as the registry sent it: its digest is that of these bytes.</summary>
internal sealed record RawManifest(byte[] Bytes, string MediaType, string Digest)
{
    public bool IsIndex => MediaTypes.Indexes.Contains(MediaType);

    public static string DigestOf(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The digest of the kind that another one is of; that one itself where its kind is unknown.</summary>
    public static string DigestOf(byte[] bytes, string like) => like.Split(':')[0] switch
    {
        "sha256" => DigestOf(bytes),
        "sha512" => "sha512:" + Convert.ToHexStringLower(SHA512.HashData(bytes)),
        _ => like,
    };
}

/// <summary>What a manifest names.</summary>
/// <param name="Config">The configuration; null for an index.</param>
/// <param name="Layers">From the lowest up.</param>
/// <param name="Manifests">Of an index.</param>
/// <param name="Elsewhere">The digests of layers that are not the registry's to store (they carry addresses).</param>
internal sealed partial record ManifestParts(
    ContentDescriptor? Config, IReadOnlyList<ContentDescriptor> Layers, IReadOnlyList<ContentDescriptor> Manifests, IReadOnlySet<string> Elsewhere)
{
    private static readonly string[] PlatformParts = ["os", "architecture", "variant"];

    /// <summary>What a registry must have for the manifest to be accepted, each once: an empty layer may be there several times.</summary>
    public IEnumerable<ContentDescriptor> Blobs => (Config is null ? Layers : Layers.Prepend(Config)).Where(blob => !Elsewhere.Contains(blob.Digest)).DistinctBy(blob => blob.Digest);

    /// <summary>Reads the JSON of Docker's schema 2 and of the OCI, which name the same things by the same names.</summary>
    public static ManifestParts Read(JsonElement manifest)
    {
        var layers = Items(manifest, "layers");
        var config = manifest.TryGetProperty("config", out var it) ? Blob(it) : null;
        var manifests = Items(manifest, "manifests").ConvertAll(Indexed);
        if (config is null && !manifest.TryGetProperty("manifests", out _)) throw new FormatException("It is neither an image nor an index.");
        return new ManifestParts(
            config, [.. layers.Select(Blob)], manifests, layers.Where(IsElsewhere).Select(layer => Blob(layer).Digest).ToHashSet());
    }

    /// <summary>"linux/arm/v7" of an object with os, architecture and variant; null for what is no platform.</summary>
    public static string? Platform(JsonElement element)
    {
        var parts = PlatformParts.Select(name => element.TryGetProperty(name, out var part) ? part.GetString() : null).ToList();
        return parts[0] is { Length: > 0 } and not "unknown" && parts[1] is { Length: > 0 } and not "unknown"
            ? string.Join('/', parts.Where(part => !string.IsNullOrEmpty(part)))
            : null;
    }

    private static ContentDescriptor Indexed(JsonElement it) => Blob(it) with { Platform = it.TryGetProperty("platform", out var platform) ? Platform(platform) : null };

    /// <summary>By the OCI's grammar. A digest becomes a part of an address, so that nothing else may be in it.</summary>
    public static bool IsDigest(string? text) => text is not null && DigestForm().IsMatch(text);

    [GeneratedRegex(@"^[a-z0-9]+([+._-][a-z0-9]+)*:[A-Za-z0-9=_-]+\z")]
    private static partial Regex DigestForm();

    private static ContentDescriptor Blob(JsonElement it) => new(
        it.GetProperty("digest").GetString() is { } digest && IsDigest(digest) ? digest : throw new FormatException("A digest is none."),
        it.GetProperty("size").GetInt64() is >= 0 and var size ? size : throw new FormatException("A size is negative."),
        it.TryGetProperty("mediaType", out var type) ? type.GetString() ?? "" : "");

    private static bool IsElsewhere(JsonElement layer) => Items(layer, "urls").Count > 0;

    private static List<JsonElement> Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out var array) && array.ValueKind is JsonValueKind.Array ? [.. array.EnumerateArray()] : [];
}
