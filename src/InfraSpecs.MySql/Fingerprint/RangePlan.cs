namespace InfraSpecs.MySql;

/// <summary>What a table's rows are told apart by.</summary>
internal enum KeyKind
{
    /// <summary>No primary key.</summary>
    None,

    /// <summary>A primary key that begins with a signed whole number.</summary>
    Signed,

    /// <summary>A primary key that begins with an unsigned whole number.</summary>
    Unsigned,

    /// <summary>Any other primary key: ranges are groups of its hash.</summary>
    Hashed,
}

/// <summary>
/// How a table's rows are divided into ranges. A range begins at a multiple of its width, which is a power of two: ranges of two fingerprints
/// can so be compared although the tables grew differently, by making the narrower ones as wide as the others.
/// </summary>
/// <param name="Kind">What rows are told apart by.</param>
/// <param name="Column">The key's first column; several columns of a hashed key with commas.</param>
/// <param name="Shift">The width is two to the power of this.</param>
internal sealed record RangePlan(KeyKind Kind, string Column, int Shift)
{
    /// <summary>The most ranges of a table that the server divides with GROUP BY.</summary>
    public const int MostGroups = 1024;

    /// <summary>MostGroups as a power of two.</summary>
    public const int MostGroupsBits = 10;

    /// <summary>How long the hash of a key is.</summary>
    public const int HashBits = 31;

    /// <summary>The most ranges of a large table, each a statement of its own: grouping a million rows takes longer than their checksums.</summary>
    public const int MostStatements = 64;

    /// <summary>From so many rows on a table is large.</summary>
    public const long LargeTable = 100_000;

    /// <summary>All that is not in one range's width.</summary>
    public static int ShiftFor(ulong first, ulong last, int most)
    {
        var shift = 0;
        while ((last >> shift) - (first >> shift) >= (ulong)most) shift++;
        return shift;
    }

    /// <summary>"id 5", "id 16384 to 32767".</summary>
    public string Describe(RangeSum range) => Kind switch
    {
        KeyKind.None => "the table",
        KeyKind.Hashed when range.Key is not null => $"{Column} '{range.Key}'",
        KeyKind.Hashed => $"group {range.Block} of {1UL << (HashBits - Shift)} of the hash of {Column}",
        _ when Shift == 0 => $"{Column} {Number(range.Block)}",
        _ => $"{Column} {Number(range.Block << Shift)} to {Number((range.Block << Shift) + ((1UL << Shift) - 1))}",
    };

    private string Number(ulong bits) => Kind == KeyKind.Signed
        ? unchecked((long)bits).ToString(System.Globalization.CultureInfo.InvariantCulture)
        : bits.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
