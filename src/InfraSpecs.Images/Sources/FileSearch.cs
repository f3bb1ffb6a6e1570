using System.Security.Cryptography;
using InfraSpecs.Images.Tar;

namespace InfraSpecs.Images.Sources;

/// <summary>Finds a file's content in its layer. It is known by its size and digest: its name there may be another, as that of a hard link's target, or of a path with links in it.</summary>
internal static class FileSearch
{
    public static async Task<byte[]> ReadAsync(ILayerSource source, string image, ImageFile file, CancellationToken token)
    {
        if (file.Size > Array.MaxLength)
        {
            throw ImageTestException.Unreadable(ImageTestReason.Unsupported, image, $"{file.Path} has {file.Size:N0} bytes, more than can be handed out at once",
                "compare its size or its digest instead.");
        }

        return (await ReadAsync(source, image, [file], token)).GetValueOrDefault(file) ?? throw ImageTestException.Unreadable(
            ImageTestReason.Damaged, image, $"its layer {file.Layer.Number} does not have {file.Path} with the content that it had when it was first read",
            "read the image anew: it may have been replaced.");
    }

    /// <summary>Several, in one pass where their layers stand in one stream.</summary>
    /// <returns>Those that were found.</returns>
    public static async Task<IReadOnlyDictionary<ImageFile, byte[]>> ReadAsync(ILayerSource source, string image, IReadOnlyCollection<ImageFile> files, CancellationToken token)
    {
        var found = new Dictionary<ImageFile, byte[]>();
        var byLayer = files.GroupBy(file => file.Layer.DiffId).ToDictionary(group => group.Key, group => group.ToList());
        try
        {
            await source.ReadLayersAsync([.. byLayer.Values.Select(group => group[0].Layer)], ReadLayerAsync, token);
            return found;
        }
        catch (ImageTestException e)
        {
            throw e.At(image);
        }

        async Task ReadLayerAsync(ImageLayer layer, Stream tar, CancellationToken linked)
        {
            try
            {
                await FindAsync(tar, byLayer[layer.DiffId], found, linked);
            }
            catch (ImageTestException e)
            {
                throw e.At(image, layer: layer.Number);
            }
        }
    }

    private static async Task FindAsync(Stream tar, List<ImageFile> files, Dictionary<ImageFile, byte[]> found, CancellationToken token)
    {
        await using var blocks = new ReadAhead(tar, token);
        var entries = new TarEntries(blocks, $"layer {files[0].Layer.Number}");
        while (files.Exists(file => !found.ContainsKey(file)) && await entries.NextAsync())
        {
            if (!entries.Header.IsFile || entries.Header.Size > Array.MaxLength || !files.Exists(file => file.Size == entries.Header.Size)) continue;
            var content = await ContentAsync(entries, entries.Header.Size);
            foreach (var file in files.Where(file => IsOf(content, file))) found[file] = content;
        }
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
