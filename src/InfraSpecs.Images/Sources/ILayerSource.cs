namespace InfraSpecs.Images.Sources;

/// <summary>Where an image's layers can be read again.</summary>
internal interface ILayerSource
{
    /// <param name="layer">Which.</param>
    /// <param name="read">Is given the layer's archive, unpacked, from its beginning, and reads of it what it needs.</param>
    /// <param name="token">Cancels the operation.</param>
    Task ReadLayerAsync(ImageLayer layer, Func<Stream, CancellationToken, Task> read, CancellationToken token);

    /// <summary>Reads several layers, in one pass where they stand in one stream.</summary>
    /// <param name="layers">Which; no two of them are equal.</param>
    /// <param name="read">As for one.</param>
    /// <param name="token">Cancels the operation.</param>
    async Task ReadLayersAsync(IReadOnlyCollection<ImageLayer> layers, Func<ImageLayer, Stream, CancellationToken, Task> read, CancellationToken token)
    {
        foreach (var layer in layers) await ReadLayerAsync(layer, (tar, linked) => read(layer, tar, linked), token);
    }
}
