using System.Globalization;

namespace InfraSpecs.Registry;

/// <summary>A layer of an image.</summary>
/// <param name="Digest">Of what is stored and travels: the compressed layer.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="MediaType">What it is, as the manifest says it.</param>
public sealed record ImageLayer(string Digest, long Size, string MediaType);

/// <summary>One of the manifests that an index names.</summary>
/// <param name="Digest">Its digest.</param>
/// <param name="Size">The manifest's own size in bytes.</param>
/// <param name="MediaType">What it is.</param>
/// <param name="Platform">As "linux/amd64"; null where the index names none.</param>
public sealed record IndexedManifest(string Digest, long Size, string MediaType, string? Platform);

/// <summary>What a registry had under a name when it was asked: one image, or an index of the images for several platforms.</summary>
/// <param name="Registry">The registry's name.</param>
/// <param name="Name">As it was asked for: "example/echo:latest".</param>
/// <param name="Digest">The manifest's digest: "sha256:…".</param>
/// <param name="MediaType">Docker's or the OCI's, for one image or for an index.</param>
/// <param name="ConfigDigest">The digest of the image's configuration, which is its id on an engine with the classic image store; null for an index.</param>
/// <param name="Platforms">As "linux/amd64" or "linux/arm/v7"; of an index all, without what is no image, as attestations.</param>
/// <param name="Layers">From the lowest up; empty for an index.</param>
/// <param name="Manifests">What an index names; empty for one image.</param>
public sealed record ImageManifest(
    string Registry,
    string Name,
    string Digest,
    string MediaType,
    string? ConfigDigest,
    IReadOnlyList<string> Platforms,
    IReadOnlyList<ImageLayer> Layers,
    IReadOnlyList<IndexedManifest> Manifests)
{
    /// <summary>Whether it is an index: a manifest list in Docker's words.</summary>
    public bool IsIndex => MediaTypes.Indexes.Contains(MediaType);

    /// <summary>The size of all layers, in bytes, as they are stored; 0 for an index.</summary>
    public long Size => Layers.Sum(layer => layer.Size);

    /// <summary>A line for what it is, and one for each layer or manifest.</summary>
    public override string ToString()
    {
        var parts = IsIndex
            ? Manifests.Select(it => $"{it.Digest} {it.Platform ?? "no platform"}")
            : Layers.Select(layer => $"{layer.Digest} {layer.Size.ToString("N0", CultureInfo.InvariantCulture)} bytes");
        var what = IsIndex ? "index" : "image";
        return string.Join('\n', [$"{Name}@{Digest}, {what} for {(Platforms.Count == 0 ? "no platform" : string.Join(", ", Platforms))}", .. parts]);
    }
}
