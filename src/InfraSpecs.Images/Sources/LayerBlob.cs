using InfraSpecs.Images.Config;
using InfraSpecs.Images.Layers;

namespace InfraSpecs.Images.Sources;

/// <summary>A layer as it is stored: plain or packed, with a digest of its own, which is the diffID only where it is plain.</summary>
internal static class LayerBlob
{
    /// <summary>Reads what is in a layer, and proves both digests in the same pass.</summary>
    /// <param name="blob">The blob, from its beginning; it stays open.</param>
    /// <param name="form">Its form.</param>
    /// <param name="digest">What its own digest must be; null where nobody says.</param>
    /// <param name="diffId">What its digest must be, unpacked; null where it is not known yet.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <exception cref="ImageTestException">It is damaged, or not what the digests say.</exception>
    public static async Task<LayerIndex> ReadAsync(Stream blob, BlobForm form, string? digest, string? diffId, CancellationToken token)
    {
        if (form is BlobForm.Tar) return await Unpacking.ReadAsync(blob, form, tar => LayerStore.Shared.ReadAsync(diffId ?? Sha256(digest), tar, token));
        if (digest is null) return await Unpacking.ReadAsync(blob, form, tar => LayerStore.Shared.ReadAsync(diffId, tar, token));
        await using var proved = new DigestStream(blob, BlobDigest.Algorithm(digest));
        var layer = await Unpacking.ReadAsync(proved, form, tar => LayerStore.Shared.ReadAsync(diffId, tar, token));
        return await proved.EndAsync(token) is var found && found == digest ? layer : throw ImageTestException.Damaged($"its content has the digest {found}");
    }

    /// <summary>Hands out a layer's archive, unpacked.</summary>
    public static async Task VisitAsync(Stream blob, Func<Stream, Task> read, CancellationToken token)
    {
        var peeked = await PeekedStream.OpenAsync(blob, BlobForms.HeadLength, token);
        await Unpacking.ReadAsync(peeked, BlobForms.Detect(peeked.Head.Span), async tar =>
        {
            await read(tar);
            return true;
        });
    }

    public static ImageTestException Unsupported(ReadOnlySpan<byte> head, string? mediaType) => ImageTestException.Unreadable(
        ImageTestReason.Unsupported, "", $"it is {BlobForms.Describe(head)}{(mediaType is null ? "" : $", of the media type {mediaType}")}",
        "build the image with layers that are tar archives: plain, gzip or zstd.");

    private static string? Sha256(string? digest) => digest?.StartsWith("sha256:", StringComparison.Ordinal) == true ? digest : null;
}
