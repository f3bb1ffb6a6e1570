namespace InfraSpecs.Images.Sources;

/// <summary>The layers of a saved image, which are looked for anew each time.</summary>
/// <param name="files">Where.</param>
/// <param name="paths">Their paths, the lowest first.</param>
internal sealed class SavedLayers(SavedFiles files, IReadOnlyList<string> paths) : ILayerSource
{
    public async Task ReadLayerAsync(ImageLayer layer, Func<Stream, CancellationToken, Task> read, CancellationToken token)
    {
        await foreach (var file in files.ReadAsync(token))
        {
            if (file.Path != paths[layer.Number] || file.Content is not { } content) continue;
            await LayerBlob.VisitAsync(content, tar => read(tar, token), token);
            return;
        }
    }
}
