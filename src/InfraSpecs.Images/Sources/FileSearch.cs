using System.Formats.Tar;
using System.Security.Cryptography;

namespace InfraSpecs.Images.Sources;

/// <summary>Finds a file's content in its layer. It is known by its size and digest: its name there may be another, as that of a hard link's target, or of a path with links in it.</summary>
internal static class FileSearch
{
    public static async Task<byte[]> ReadAsync(ILayerSource source, ImageUnderTest image, ImageFile file, CancellationToken token)
    {
        byte[]? found = null;
        await source.ReadLayerAsync(file.Layer, async (tar, linked) => found = await FindAsync(tar, file, linked), token);
        return found ?? throw new ImageUnreadableException(
            ImageUnreadableReason.Damaged, image.Name, $"its layer {file.Layer.Number} does not have {file.Path} with the content that it had when it was first read", "read the image anew: it may have been replaced.");
    }

    private static async Task<byte[]?> FindAsync(Stream tar, ImageFile file, CancellationToken token)
    {
        await using var reader = new TarReader(tar, leaveOpen: true);
        while (await reader.GetNextEntryAsync(copyData: false, token) is { } entry)
        {
            if (entry.Length != file.Size || entry.DataStream is not { } data) continue;
            var content = new byte[entry.Length];
            await data.ReadExactlyAsync(content, token);
            if (Convert.ToHexStringLower(SHA256.HashData(content)).StartsWith(file.Digest!, StringComparison.Ordinal)) return content;
        }

        return null;
    }
}
