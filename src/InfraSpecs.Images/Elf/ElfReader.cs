namespace InfraSpecs.Images.Elf;

/// <summary>Reads what decides whether an object can be loaded.</summary>
internal static class ElfReader
{
    private const int MostPathBytes = 4096;

    /// <param name="content">The whole file.</param>
    /// <returns>Null for what is no ELF object.</returns>
    public static ElfFacts? Read(ReadOnlySpan<byte> content) => Read(new ElfParts(content, [], 0, content.Length));

    /// <returns>Null for what is no ELF object.</returns>
    public static ElfFacts? Read(ElfParts parts)
    {
        if (!parts.Prefix.StartsWith(ElfConstants.Magic)) return null;
        if (parts.Prefix.Length < 20) return Broken("it ends within its header");
        if (ElfFormat.Read(parts.Prefix) is not { } format) return Broken("its header names no class or byte order that there is");
        var facts = new ElfFacts
        {
            Is64 = format.Is64,
            IsLittleEndian = format.IsLittleEndian,
            Type = format.U16(parts.Prefix[16..]),
            Machine = format.U16(parts.Prefix[18..]),
        };
        if (!facts.IsLoadable) return facts;
        if (parts.Prefix.Length < format.HeaderSize) return facts with { Damage = "it ends within its header" };
        if (ElfSegments.Read(parts.Prefix, format) is not { } segments) return facts with { Damage = "its program headers are not in the file" };
        return Loadable(facts, parts, format, segments);
    }

    private static ElfFacts Loadable(ElfFacts facts, ElfParts parts, ElfFormat format, ElfSegment[] segments)
    {
        foreach (var segment in segments)
        {
            if (segment.Type == ElfConstants.SegmentLoad && !parts.Has(segment.Offset, segment.Size))
            {
                facts = facts with { Damage = $"it is cut off: {parts.Size} bytes are left of the {unchecked((ulong)(segment.Offset + segment.Size))} that it says to have" };
            }
        }

        if (segments.Find(ElfConstants.SegmentInterpreter) is { } interpreter) facts = facts with { Interpreter = Interpreter(parts, interpreter) };
        facts = facts with { Kernel = ElfNotes.Kernel(parts, format, segments) };
        return segments.Find(ElfConstants.SegmentDynamic) is { } dynamic ? new ElfDynamic(parts, format, segments).Read(facts with { HasDynamic = true }, dynamic) : facts;
    }

    /// <summary>The kernel takes a path of up to PATH_MAX bytes, with its zero.</summary>
    private static string? Interpreter(ElfParts parts, ElfSegment segment) =>
        segment.Size is > 1 and <= MostPathBytes ? new ElfStrings(parts.At(segment.Offset, segment.Size)).At(0) : null;

    private static ElfFacts Broken(string damage) => new() { Is64 = false, IsLittleEndian = true, Type = 0, Machine = 0, Damage = damage };
}
