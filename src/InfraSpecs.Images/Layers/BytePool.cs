using System.Buffers.Binary;

namespace InfraSpecs.Images.Layers;

/// <summary>Names and targets of links, one after the other, each with its length before it.</summary>
internal sealed class BytePool
{
    private const int Prefix = sizeof(ushort);
    private readonly Column<byte> _bytes;

    public BytePool()
        : this(new Column<byte>())
    {
    }

    private BytePool(Column<byte> bytes) => _bytes = bytes;

    public ReadOnlySpan<byte> this[int at] => _bytes.Slice(at + Prefix, BinaryPrimitives.ReadUInt16LittleEndian(_bytes.Slice(at, Prefix)));

    /// <returns>Where it is.</returns>
    public int Add(ReadOnlySpan<byte> value)
    {
        var at = _bytes.Reserve(Prefix + value.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.Slice(at, Prefix), checked((ushort)value.Length));
        value.CopyTo(_bytes.Slice(at + Prefix, value.Length));
        return at;
    }

    public void Write(IndexWriter to) => _bytes.Write(to);

    public static BytePool Read(IndexReader from) => new(Column<byte>.Read(from));
}
