namespace InfraSpecs.Images.Elf;

/// <summary>Reads an object's dynamic table, and what it points to.</summary>
internal readonly ref struct ElfDynamic(ElfParts parts, ElfFormat format, ElfSegment[] segments)
{
    private const int MostBytes = 1 << 20;
    private readonly ElfParts _parts = parts;

    public ElfFacts Read(ElfFacts facts, ElfSegment dynamic)
    {
        if (!_parts.Has(dynamic.Offset, dynamic.Size) || dynamic.Size > MostBytes) return facts with { Damage = facts.Damage ?? "its dynamic table is not in the file" };
        var table = _parts.At(dynamic.Offset, dynamic.Size);
        if (table.Length < dynamic.Size) return facts with { IsUnread = true };
        var entries = Entries(table);
        var flags = First(entries, ElfConstants.TagFlags1) ?? 0;
        facts = facts with { IsPie = (flags & ElfConstants.FlagPie) != 0, AvoidsDefaultFolders = (flags & ElfConstants.FlagNoDefaultFolders) != 0 };
        return WithNames(facts, entries);
    }

    private ElfFacts WithNames(ElfFacts facts, List<(long Tag, long Value)> entries)
    {
        if (First(entries, ElfConstants.TagStrings) is not { } address || First(entries, ElfConstants.TagStringsSize) is not { } size) return facts;
        var offset = segments.OffsetOf(address);
        if (!_parts.Has(offset, size)) return facts with { Damage = facts.Damage ?? "its table of strings is not in the file" };
        var kept = _parts.At(offset, size);
        if (kept.Length < size) return facts with { IsUnread = true };
        var strings = new ElfStrings(kept);
        List<string> needed = [];
        foreach (var (tag, value) in entries)
        {
            if (tag == ElfConstants.TagNeeded) needed.Add(strings.At(value) ?? "");
        }

        if (needed.Contains("")) facts = facts with { Damage = facts.Damage ?? "it needs a library whose name is not in its table of strings" };
        var versions = new ElfVersions(format, strings);
        return facts with
        {
            Needed = [.. needed.Where(name => name.Length > 0)],
            Soname = Named(strings, entries, ElfConstants.TagSoname),
            Rpath = Named(strings, entries, ElfConstants.TagRpath),
            Runpath = Named(strings, entries, ElfConstants.TagRunpath),
            NeededVersions = versions.Needed(At(entries, ElfConstants.TagVersionsNeeded)),
            DefinedVersions = versions.Defined(At(entries, ElfConstants.TagVersionsDefined)),
        };
    }

    private ReadOnlySpan<byte> At(List<(long Tag, long Value)> entries, long tag) =>
        First(entries, tag) is { } address ? _parts.From(segments.OffsetOf(address)) : [];

    private List<(long Tag, long Value)> Entries(ReadOnlySpan<byte> table)
    {
        List<(long, long)> entries = [];
        for (var word = format.WordSize; table.Length >= 2 * word; table = table[(2 * word)..])
        {
            var tag = format.Word(table);
            if (tag == 0) break;
            entries.Add((tag, format.Word(table[word..])));
        }

        return entries;
    }

    private static long? First(List<(long Tag, long Value)> entries, long tag)
    {
        foreach (var entry in entries)
        {
            if (entry.Tag == tag) return entry.Value;
        }

        return null;
    }

    private static string? Named(ElfStrings strings, List<(long Tag, long Value)> entries, long tag) => First(entries, tag) is { } at ? strings.At(at) : null;
}
