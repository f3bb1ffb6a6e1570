namespace InfraSpecs.Images.Layers;

/// <summary>The indexes of layers that were read before, by the digest of the layer's archive (its diffID): images that share a layer share the work, also with other runs.</summary>
/// <param name="cache">What is kept for other runs.</param>
internal sealed class LayerStore(LayerCache cache)
{
    private const long MostCached = 4L << 30;
    private readonly RecentLayers _recent = new();

    /// <summary>What all images of this process share.</summary>
    public static LayerStore Shared { get; } = new(new LayerCache(LayerCache.DefaultFolder, MostCached));

    /// <param name="diffId">As "sha256:…".</param>
    /// <returns>Null for a layer that was not read yet.</returns>
    public LayerIndex? TryGet(string diffId) => _recent.Find(diffId) ?? (cache.TryRead(diffId) is { } cached ? _recent.Add(cached) : null);

    /// <summary>Reads a layer to its end, in one pass, and remembers what is in it.</summary>
    /// <param name="diffId">What the archive's digest must be, "sha256:…"; null where it is not known beforehand: the index says it then.</param>
    /// <param name="plainTar">The layer's archive, not compressed. It is not disposed of.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <exception cref="InvalidDataException">The archive is cut off or damaged, or has another digest; says where.</exception>
    public async Task<LayerIndex> ReadAsync(string? diffId, Stream plainTar, CancellationToken token)
    {
        if (cache.TryCreate() is not { } file) return _recent.Add(await LayerReader.ReadAsync(diffId, plainTar, new KeptContents(LayerCache.CreateElsewhere()), token));
        var kept = new KeptContents(file);
        LayerIndex index;
        try
        {
            index = await LayerReader.ReadAsync(diffId, plainTar, kept, token);
        }
        catch
        {
            LayerCache.Discard(file);
            throw;
        }

        if (kept.IsIn(file)) cache.TryKeep(index, file);
        else LayerCache.Discard(file);
        return _recent.Add(index);
    }
}
