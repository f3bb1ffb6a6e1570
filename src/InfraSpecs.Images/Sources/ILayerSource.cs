namespace InfraSpecs.Images.Sources;

/// <summary>Where an image's layers can be read again.</summary>
internal interface ILayerSource
{
    /// <param name="layer">Which.</param>
    /// <param name="read">Is given the layer's archive, unpacked, from its beginning, and reads of it what it needs.</param>
    /// <param name="token">Ends the reading.</param>
    Task ReadLayerAsync(ImageLayer layer, Func<Stream, CancellationToken, Task> read, CancellationToken token);
}
