namespace InfraSpecs.Images.Sources;

/// <summary>The layers of a saved image, which are looked for anew each time.</summary>
/// <param name="files">Where.</param>
/// <param name="paths">Their paths, the lowest first.</param>
internal sealed class SavedLayers(SavedFiles files, IReadOnlyList<string> paths) : ILayerSource
{
    public Task ReadLayerAsync(ImageLayer layer, Func<Stream, CancellationToken, Task> read, CancellationToken token) =>
        ReadLayersAsync([layer], (_, tar, linked) => read(tar, linked), token);

    public async Task ReadLayersAsync(IReadOnlyCollection<ImageLayer> layers, Func<ImageLayer, Stream, CancellationToken, Task> read, CancellationToken token)
    {
        var left = layers.ToDictionary(layer => paths[layer.Number]);
        await foreach (var file in files.ReadAsync(token))
        {
            if (file.Content is not { } content || !left.Remove(file.Path, out var layer)) continue;
            await LayerBlob.VisitAsync(content, tar => read(layer, tar, token), token);
            if (left.Count == 0) return;
        }
    }
}
