using System.Buffers.Binary;
using System.Security.Cryptography;

namespace InfraSpecs.Images.Layers;

/// <summary>How an index is written: the contents that were kept, as they came; then everything else; then where that begins, its sum, and what kind of file this is.</summary>
internal static class LayerFile
{
    /// <summary>Changes with the format, and so do the files' names.</summary>
    public const int Version = 2;

    private const int TailLength = sizeof(long) + SHA256.HashSizeInBytes + sizeof(long);
    private const long Magic = 0x31_58_44_49_59_41_4C_00 + Version; // "LAYIDX1"

    public static void Write(LayerIndex index, Stream to)
    {
        var start = to.Position;
        using var writer = new IndexWriter(to);
        index.Write(writer);
        Span<byte> tail = stackalloc byte[TailLength];
        BinaryPrimitives.WriteInt64LittleEndian(tail, start);
        writer.Sum().CopyTo(tail[sizeof(long)..]);
        BinaryPrimitives.WriteInt64LittleEndian(tail[^sizeof(long)..], Magic);
        to.Write(tail);
        to.Flush();
    }

    /// <exception cref="InvalidDataException">It is no such file, or damaged.</exception>
    public static LayerIndex Read(Stream from)
    {
        var end = from.Length - TailLength;
        if (end < 0) throw new InvalidDataException("The index is cut off.");
        Span<byte> tail = stackalloc byte[TailLength];
        from.Position = end;
        from.ReadExactly(tail);
        var start = BinaryPrimitives.ReadInt64LittleEndian(tail);
        if (BinaryPrimitives.ReadInt64LittleEndian(tail[^sizeof(long)..]) != Magic || start < 0 || start > end) throw new InvalidDataException("The file is no index.");
        from.Position = start;
        using var reader = new IndexReader(from, end - start);
        var index = LayerIndex.Read(reader, new KeptContents(from));
        return reader.Sum() is { } sum && tail.Slice(sizeof(long), sum.Length).SequenceEqual(sum) ? index : throw new InvalidDataException("The index has another sum than it says.");
    }
}
