namespace InfraSpecs.Images.Sources;

/// <summary>What a blob is, by its first bytes: manifests tell it too late, and not always truly.</summary>
internal enum BlobForm
{
    /// <summary>A layer as it is.</summary>
    Tar,

    Gzip,

    Zstd,

    /// <summary>A manifest, an index, a configuration.</summary>
    Json,

    /// <summary>None of them.</summary>
    Other,
}

internal static class BlobForms
{
    /// <summary>As many bytes as decide: a header of a tar.</summary>
    public const int HeadLength = 512;

    private const int ChecksumAt = 148;
    private const int ChecksumLength = 8;

    public static BlobForm Detect(ReadOnlySpan<byte> head) => head switch
    {
        _ when IsTar(head) => BlobForm.Tar,
        _ when head.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]) => BlobForm.Gzip,
        _ when head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd])
            || (head.Length > 4 && (head[0] & 0xf0) == 0x50 && head[1..].StartsWith((ReadOnlySpan<byte>)[0x2a, 0x4d, 0x18])) => BlobForm.Zstd,
        _ when head.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..] => BlobForm.Json,
        _ => BlobForm.Other,
    };

    /// <summary>In words, for what is not read.</summary>
    public static string Describe(ReadOnlySpan<byte> head) => head switch
    {
        _ when head.StartsWith("BZh"u8) => "bzip2",
        _ when head.StartsWith((ReadOnlySpan<byte>)[0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]) => "xz",
        _ when head.StartsWith((ReadOnlySpan<byte>)[(byte)'P', (byte)'K', 3, 4]) => "zip",
        _ when head.StartsWith("hsqs"u8) => "squashfs",
        _ => $"of an unknown form that begins with {Convert.ToHexStringLower(head[..Math.Min(8, head.Length)])}",
    };

    /// <summary>An empty layer is nothing but the end mark, or nothing at all. The oldest tars have no mark, but each header has a checksum.</summary>
    private static bool IsTar(ReadOnlySpan<byte> head) =>
        !head.ContainsAnyExcept((byte)0) || (head.Length >= HeadLength && (head[257..].StartsWith("ustar"u8) || HasChecksum(head)));

    private static bool HasChecksum(ReadOnlySpan<byte> head)
    {
        var sum = ChecksumLength * ' ';
        for (var i = 0; i < HeadLength; i++) sum += i is >= ChecksumAt and < ChecksumAt + ChecksumLength ? 0 : head[i];
        var written = 0;
        foreach (var letter in head.Slice(ChecksumAt, ChecksumLength).TrimStart((byte)' '))
        {
            if (letter is < (byte)'0' or > (byte)'7') break;
            written = (written * 8) + letter - '0';
        }

        return written == sum;
    }
}
