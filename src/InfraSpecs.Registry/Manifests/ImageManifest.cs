using System.Globalization;

namespace InfraSpecs.Registry;

/// <summary>What a registry had under a name when it was asked: one image, or an index of the images for several platforms.</summary>
public sealed record ImageManifest
{
    /// <summary>The registry's name.</summary>
    public required string Registry { get; init; }

    /// <summary>The name that it was asked for by: "example/echo:latest".</summary>
    public required string Name { get; init; }

    /// <summary>The manifest's digest: "sha256:…".</summary>
    public required string Digest { get; init; }

    /// <summary>The manifest's media type: Docker's or the OCI's, for one image or for an index.</summary>
    public required string MediaType { get; init; }

    /// <summary>The digest of the image's configuration, which is its id on an engine with the classic image store; null for an index.</summary>
    public string? ConfigDigest { get; init; }

    /// <summary>The platforms, as "linux/amd64" or "linux/arm/v7"; of an index all, without what is no image, as attestations.</summary>
    public required IReadOnlyList<string> Platforms { get; init; }

    /// <summary>The layers, the lowest first; empty for an index.</summary>
    public required IReadOnlyList<ContentDescriptor> Layers { get; init; }

    /// <summary>The manifests that an index names; empty for one image.</summary>
    public required IReadOnlyList<ContentDescriptor> Manifests { get; init; }

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
