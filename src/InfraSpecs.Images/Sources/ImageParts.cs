using InfraSpecs.Images.Layers;

namespace InfraSpecs.Images.Sources;

/// <summary>What an image is joined of, wherever it came from.</summary>
/// <param name="Source">Where it came from, in words.</param>
/// <param name="Text">The configuration as it was written; its digest is the image's ID.</param>
/// <param name="Digest">Of the manifest; null where there is none.</param>
/// <param name="Layers">What is in them, the lowest first.</param>
/// <param name="Paths">Where each is kept: a path, or a digest.</param>
/// <param name="Contents">Where they can be read again.</param>
internal sealed record ImageParts(string Source, byte[] Text, string? Digest, IReadOnlyList<LayerIndex> Layers, IReadOnlyList<string> Paths, ILayerSource Contents)
{
    /// <summary>The indexes of all layers, if all were read before; else null.</summary>
    public static IReadOnlyList<LayerIndex>? Known(IReadOnlyList<string> diffIds)
    {
        var known = diffIds.Select(LayerStore.Shared.TryGet).OfType<LayerIndex>().ToList();
        return known.Count == diffIds.Count ? known : null;
    }
}
