using System.Security.Cryptography;
using InfraSpecs.Images.Tar;

namespace InfraSpecs.Images.Sources;

/// <summary>Finds a file's content in its layer. It is known by its size and digest: its name there may be another, as that of a hard link's target, or of a path with links in it.</summary>
internal static class FileSearch
{
    public static async Task<byte[]> ReadAsync(ILayerSource source, ImageUnderTest image, ImageFile file, CancellationToken token)
    {
        byte[]? found = null;
        try
        {
            await source.ReadLayerAsync(file.Layer, async (tar, linked) => found = await FindAsync(tar, file, linked), token);
        }
        catch (ImageUnreadableException e)
        {
            throw e.At(image.Name, layer: file.Layer.Number);
        }

        return found ?? throw new ImageUnreadableException(
            ImageUnreadableReason.Damaged, image.Name, $"its layer {file.Layer.Number} does not have {file.Path} with the content that it had when it was first read", "read the image anew: it may have been replaced.");
    }

    private static async Task<byte[]?> FindAsync(Stream tar, ImageFile file, CancellationToken token)
    {
        await using var blocks = new ReadAhead(tar, token);
        var entries = new TarEntries(blocks, $"layer {file.Layer.Number}");
        while (await entries.NextAsync())
        {
            if (entries.Header.IsFile && entries.Header.Size == file.Size && await ContentAsync(entries, file.Size) is var content && IsOf(content, file)) return content;
        }

        return null;
    }

    private static async Task<byte[]> ContentAsync(TarEntries entries, long size)
    {
        var content = new byte[size];
        var filled = 0;
        for (var piece = await entries.ContentAsync(); !piece.IsEmpty; piece = await entries.ContentAsync())
        {
            piece.CopyTo(content.AsMemory(filled));
            filled += piece.Length;
        }

        return content;
    }

    private static bool IsOf(byte[] content, ImageFile file) => Convert.ToHexStringLower(SHA256.HashData(content)).StartsWith(file.Digest!, StringComparison.Ordinal);
}
