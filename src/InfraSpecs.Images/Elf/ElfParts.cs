namespace InfraSpecs.Images.Elf;

/// <summary>The parts of an object that were kept: its beginning, and what lies around its dynamic table.</summary>
internal readonly ref struct ElfParts(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> window, long windowStart, long size)
{
    private readonly ReadOnlySpan<byte> _window = window;

    public ReadOnlySpan<byte> Prefix { get; } = prefix;

    /// <summary>Of the whole file.</summary>
    public long Size => size;

    /// <summary>Whether the file has these bytes.</summary>
    public bool Has(long offset, long length) => offset >= 0 && length >= 0 && offset <= size - length;

    /// <returns>Empty where they were not kept.</returns>
    public ReadOnlySpan<byte> At(long offset, long length)
    {
        if (!Has(offset, length)) return [];
        if (offset + length <= Prefix.Length) return Prefix.Slice((int)offset, (int)length);
        var inside = offset - windowStart;
        return inside >= 0 && inside + length <= _window.Length ? _window.Slice((int)inside, (int)length) : [];
    }

    /// <summary>All that was kept from there on, in one piece.</summary>
    public ReadOnlySpan<byte> From(long offset)
    {
        if (offset < 0) return [];
        if (offset < Prefix.Length) return Prefix[(int)offset..];
        var inside = offset - windowStart;
        return inside >= 0 && inside < _window.Length ? _window[(int)inside..] : [];
    }
}
