namespace InfraSpecs.Images.Sources.Remote;

/// <summary>The layers of an image in a registry, which are fetched one by one.</summary>
internal sealed class RegistryLayers(ImageName name, RegistryReadOptions options, IReadOnlyList<Descriptor> layers) : ILayerSource
{
    /// <summary>Fetches a layer.</summary>
    /// <param name="client">Where.</param>
    /// <param name="layer">Which.</param>
    /// <param name="read">Reads it as it is stored.</param>
    /// <param name="token">Ends it.</param>
    /// <exception cref="ImageTestException">It is not there, or of a kind that is not read.</exception>
    public static async Task<T> OpenAsync<T>(RegistryClient client, Descriptor layer, Func<Stream, BlobForm, Task<T>> read, CancellationToken token)
    {
        var what = $"the layer {layer.Digest}";
        using var answer = await client.GetAsync($"blobs/{layer.Digest}", what, [], token);
        await using var body = await client.BodyAsync(answer, what, token, layer.Size);
        var blob = await PeekedStream.OpenAsync(body, BlobForms.HeadLength, token);
        var form = BlobForms.Detect(blob.Head.Span);
        return form is BlobForm.Json or BlobForm.Other ? throw LayerBlob.Unsupported(blob.Head.Span, layer.MediaType) : await read(blob, form);
    }

    public async Task ReadLayerAsync(ImageLayer layer, Func<Stream, CancellationToken, Task> read, CancellationToken token)
    {
        using var client = new RegistryClient(name.Registry!, name.Repository, options);
        await OpenAsync(client, layers[layer.Number], async (blob, _) =>
        {
            await LayerBlob.VisitAsync(blob, tar => read(tar, token), token);
            return true;
        }, token);
    }
}
