namespace InfraSpecs.Images.Elf;

/// <summary>Reads the versions of symbols that an object needs and has (https://refspecs.linuxfoundation.org/LSB_5.0.0/LSB-Core-generic/LSB-Core-generic/symversion.html).</summary>
internal readonly ref struct ElfVersions(ElfFormat format, ElfStrings strings)
{
    private const int Most = 1 << 16;
    private readonly ElfStrings _strings = strings;

    public IReadOnlyList<ElfVersionNeed> Needed(ReadOnlySpan<byte> table)
    {
        List<ElfVersionNeed> needs = [];
        for (var left = Most; left > 0 && table.Length >= 16;)
        {
            List<string> versions = [];
            var one = After(table, format.U32(table[8..]));
            for (int count = format.U16(table[2..]); count > 0 && left > 0 && one.Length >= 16; count--, left--)
            {
                var isWeak = (format.U16(one[4..]) & ElfConstants.VersionIsWeak) != 0;
                if (!isWeak && _strings.At(format.U32(one[8..])) is { } version) versions.Add(version);
                one = After(one, format.U32(one[12..]));
            }

            if (versions.Count > 0 && _strings.At(format.U32(table[4..])) is { } library) needs.Add(new ElfVersionNeed(library, versions));
            table = After(table, format.U32(table[12..]));
            left--;
        }

        return needs;
    }

    public IReadOnlyList<string> Defined(ReadOnlySpan<byte> table)
    {
        List<string> versions = [];
        for (var left = Most; left > 0 && table.Length >= 20; left--)
        {
            var isBase = (format.U16(table[2..]) & ElfConstants.VersionIsBase) != 0;
            var name = After(table, format.U32(table[12..]));
            if (!isBase && name.Length >= 8 && _strings.At(format.U32(name)) is { } version) versions.Add(version);
            table = After(table, format.U32(table[16..]));
        }

        return versions;
    }

    /// <summary>A distance of 0 marks the last of a chain.</summary>
    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> table, uint distance) => distance == 0 || distance >= table.Length ? [] : table[(int)distance..];
}
