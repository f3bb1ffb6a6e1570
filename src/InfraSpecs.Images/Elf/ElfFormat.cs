using System.Buffers.Binary;

namespace InfraSpecs.Images.Elf;

/// <summary>How an object writes its numbers. What is larger than a file can be reads as a negative number.</summary>
internal readonly record struct ElfFormat(bool Is64, bool IsLittleEndian)
{
    private const int Class = 4;
    private const int Order = 5;

    public int HeaderSize => Is64 ? 64 : 52;

    public int SegmentSize => Is64 ? 56 : 32;

    public int WordSize => Is64 ? 8 : 4;

    /// <returns>Null for an identification that no loader takes.</returns>
    public static ElfFormat? Read(ReadOnlySpan<byte> header) =>
        header[Class] is 1 or 2 && header[Order] is 1 or 2 ? new ElfFormat(header[Class] == 2, header[Order] == 1) : null;

    public ushort U16(ReadOnlySpan<byte> from) => IsLittleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(from) : BinaryPrimitives.ReadUInt16BigEndian(from);

    public uint U32(ReadOnlySpan<byte> from) => IsLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(from) : BinaryPrimitives.ReadUInt32BigEndian(from);

    /// <summary>An address, an offset or a size.</summary>
    public long Word(ReadOnlySpan<byte> from) => !Is64 ? U32(from)
        : IsLittleEndian ? BinaryPrimitives.ReadInt64LittleEndian(from) : BinaryPrimitives.ReadInt64BigEndian(from);
}
