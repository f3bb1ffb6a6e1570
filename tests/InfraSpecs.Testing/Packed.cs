using System.IO.Compression;

namespace InfraSpecs.Testing;

/// <summary>Bytes, packed.</summary>
public static class Packed
{
    public static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(content);
        return packed.ToArray();
    }
}
