using InfraSpecs.Images.Config;

namespace InfraSpecs.Images.Sources.Remote;

/// <summary>A blob or manifest that another one names.</summary>
internal sealed record Descriptor(string Digest, string MediaType, long Size, string Platform)
{
    public static Descriptor Read(JsonPart part) => new(
        BlobDigest.IsOne(part.Text("digest")) ? part.Text("digest") : throw part.Not("a descriptor with a digest"),
        part.Text("mediaType"),
        part.Number("size") is { } size and >= 0 ? size : throw part.Not("a descriptor with a size"),
        part.Find("platform") is { } platform ? ConfigReader.Platform(platform) : "");
}

/// <summary>A manifest as a registry sent it.</summary>
/// <param name="Digest">Of its bytes.</param>
/// <param name="Config">The configuration; null for an index.</param>
/// <param name="Layers">The lowest first.</param>
/// <param name="Images">Of an index, without attestations.</param>
internal sealed record RegistryManifest(string Digest, Descriptor? Config, IReadOnlyList<Descriptor> Layers, IReadOnlyList<Descriptor> Images)
{
    /// <param name="text">Its bytes.</param>
    /// <param name="mediaType">What the registry says that it is.</param>
    /// <exception cref="ImageTestException">It is none.</exception>
    public static RegistryManifest Read(byte[] text, string mediaType) => JsonPart.Read(text, root =>
    {
        var type = root.FindText("mediaType") ?? mediaType;
        if (root.Find("manifests") is not null) return new RegistryManifest(BlobDigest.Compute(text), null, [], [.. root.Items("manifests").Where(SavedCatalog.IsImage).Select(Descriptor.Read)]);
        if (root.Find("config") is { } config && !MediaTypes.IsArtifact(config.Text("mediaType")))
        {
            return new RegistryManifest(BlobDigest.Compute(text), Descriptor.Read(config), [.. root.Items("layers").Select(Descriptor.Read)], []);
        }
        var found = root.Find("config") is { } other ? $"an artifact with a configuration of the media type {other.Text("mediaType")}" : $"of the media type {type}";
        throw root.Find("config") is not null || root.Number("schemaVersion") is not null
            ? ImageTestException.Unreadable(ImageTestReason.Unsupported, "", $"it is {found}, which is no image that is read here",
                "push it anew with a builder of these years, as Docker schema 2 or OCI.")
            : root.Not("a manifest or an index");
    });
}
