namespace InfraSpecs.Images.Elf;

/// <summary>One program header: what part of the file is where in memory.</summary>
internal readonly record struct ElfSegment(uint Type, long Offset, long Address, long Size);

/// <summary>The program headers of an object.</summary>
internal static class ElfSegments
{
    /// <returns>Null where they are not in what is there.</returns>
    public static ElfSegment[]? Read(ReadOnlySpan<byte> prefix, ElfFormat format)
    {
        if (prefix.Length < format.HeaderSize) return null;
        var offset = format.Word(prefix[(format.Is64 ? 32 : 28)..]);
        int entry = format.U16(prefix[(format.Is64 ? 54 : 42)..]), count = format.U16(prefix[(format.Is64 ? 56 : 44)..]);
        if (count == 0) return [];
        if (entry < format.SegmentSize || offset < 0 || offset > prefix.Length - ((long)entry * count)) return null;
        var segments = new ElfSegment[count];
        for (var i = 0; i < count; i++) segments[i] = One(prefix[((int)offset + (entry * i))..], format);
        return segments;
    }

    public static ElfSegment? Find(this ElfSegment[] segments, uint type)
    {
        foreach (var segment in segments)
        {
            if (segment.Type == type) return segment;
        }

        return null;
    }

    /// <returns>The place in the file of what is at an address; -1 where nothing is.</returns>
    public static long OffsetOf(this ElfSegment[] segments, long address)
    {
        foreach (var it in segments)
        {
            if (it.Type == ElfConstants.SegmentLoad && address >= it.Address && address - it.Address < it.Size) return it.Offset + (address - it.Address);
        }

        return -1;
    }

    private static ElfSegment One(ReadOnlySpan<byte> from, ElfFormat format) => format.Is64
        ? new(format.U32(from), format.Word(from[8..]), format.Word(from[16..]), format.Word(from[32..]))
        : new(format.U32(from), format.Word(from[4..]), format.Word(from[8..]), format.Word(from[16..]));
}
