namespace InfraSpecs.Images.Elf;

/// <summary>Reads an object's notes.</summary>
internal static class ElfNotes
{
    private const int HeaderSize = 12;
    private const int AbiTag = 1;
    private const int MostBytes = 1 << 16;

    /// <returns>The oldest kernel of Linux that the object runs on, by its note NT_GNU_ABI_TAG; null where it has none.</returns>
    public static Version? Kernel(ElfParts parts, ElfFormat format, ElfSegment[] segments)
    {
        foreach (var segment in segments)
        {
            if (segment.Type != ElfConstants.SegmentNote || segment.Size is <= 0 or > MostBytes) continue;
            if (Kernel(parts.At(segment.Offset, segment.Size), format) is { } kernel) return kernel;
        }

        return null;
    }

    private static Version? Kernel(ReadOnlySpan<byte> notes, ElfFormat format)
    {
        while (notes.Length >= HeaderSize)
        {
            uint name = format.U32(notes), value = format.U32(notes[4..]), type = format.U32(notes[8..]);
            notes = notes[HeaderSize..];
            long valueAt = Padded(name), next = valueAt + Padded(value);
            if (valueAt + value > notes.Length) return null;
            var of = notes.Slice((int)valueAt, (int)value);
            // The first number is the system: 0 is Linux.
            if (type == AbiTag && notes[..(int)name].SequenceEqual("GNU\0"u8) && of.Length >= 16 && format.U32(of) == 0) return ReadKernel(of, format);
            notes = notes[(int)Math.Min(next, notes.Length)..];
        }

        return null;
    }

    private static Version? ReadKernel(ReadOnlySpan<byte> tag, ElfFormat format)
    {
        uint major = format.U32(tag[4..]), minor = format.U32(tag[8..]), patch = format.U32(tag[12..]);
        return Math.Max(major, Math.Max(minor, patch)) <= ushort.MaxValue ? new Version((int)major, (int)minor, (int)patch) : null;
    }

    private static long Padded(uint size) => ((long)size + 3) & ~3L;
}
