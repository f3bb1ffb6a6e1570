using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace InfraSpecs.Images.Layers;

/// <summary>The indexes of layers that were read before, by the digest of the layer's archive (its diffID): images that share a layer share the work.</summary>
internal sealed class LayerStore
{
    private readonly ConcurrentDictionary<string, LayerIndex> _known = new();

    /// <summary>What all images of this process share.</summary>
    public static LayerStore Shared { get; } = new();

    /// <param name="diffId">As "sha256:…".</param>
    /// <returns>Null for a layer that was not read yet.</returns>
    public LayerIndex? TryGet(string diffId) => _known.GetValueOrDefault(diffId);

    /// <summary>Reads a layer to its end, in one pass, and remembers what is in it.</summary>
    /// <param name="diffId">What the archive's digest must be, "sha256:…"; null where it is not known beforehand: the index says it then.</param>
    /// <param name="plainTar">The layer's archive, not compressed. It is not disposed of.</param>
    /// <param name="token">Ends the reading.</param>
    /// <exception cref="InvalidDataException">The archive is cut off or damaged, or has another digest; says where.</exception>
    public async Task<LayerIndex> ReadAsync(string? diffId, Stream plainTar, CancellationToken token)
    {
        using var whole = new MemoryStream();
        await plainTar.CopyToAsync(whole, token);
        var digest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(whole.GetBuffer().AsSpan(0, (int)whole.Length)));
        if (diffId is not null && diffId != digest) throw new InvalidDataException($"Layer {diffId} has the digest {digest}: it was damaged on its way.");
        whole.Position = 0;
        return _known[digest] = await LayerIndex.ReadAsync(whole, digest, token);
    }
}
