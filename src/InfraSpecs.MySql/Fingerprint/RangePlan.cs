using System.Globalization;

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

    /// <summary>The most ranges of a large table, each a statement of its own: grouping rows costs half as much again as their checksums.</summary>
    public const int MostStatements = 64;

    /// <summary>From so many rows on a table is large.</summary>
    public const long LargeTable = 100_000;

    /// <summary>All that is not in one range's width.</summary>
    public static int ShiftFor(KeyKind kind, ulong first, ulong last, int most)
    {
        var shift = 0;
        while (Steps(kind, first, last, shift) >= (ulong)most) shift++;
        return shift;
    }

    /// <summary>The numbers of all ranges from one key to another. Negative keys are large as bits.</summary>
    public IEnumerable<ulong> Blocks(ulong first, ulong last)
    {
        var steps = Steps(Kind, first, last, Shift);
        for (var i = 0UL; i <= steps; i++) yield return ((first >> Shift) + i) & (ulong.MaxValue >> Shift);
    }

    /// <summary>The lowest key of a range, as bits.</summary>
    public ulong First(ulong block) => block << Shift;

    /// <summary>The highest key of a range, as bits.</summary>
    public ulong Last(ulong block) => (block << Shift) + ((1UL << Shift) - 1);

    /// <summary>"id 5", "id 16384 to 32767": a range, or some that follow each other.</summary>
    public string Describe(RangeSum first, RangeSum last) => Kind switch
    {
        KeyKind.None => "the table",
        KeyKind.Hashed when first.Key is not null => $"{Column} '{first.Key}'",
        KeyKind.Hashed => $"group {first.Block} of {1UL << (HashBits - Shift)} of the hash of {Column}",
        _ when Shift == 0 && first.Block == last.Block => $"{Column} {Number(first.Block)}",
        _ => $"{Column} {Number(First(first.Block))} to {Number(Last(last.Block))}",
    };

    /// <summary>Ranges that follow each other, as one.</summary>
    public IEnumerable<IReadOnlyList<RangeSum>> Runs(IEnumerable<RangeSum> ranges)
    {
        List<RangeSum> run = [];
        foreach (var range in ranges)
        {
            if (run.Count > 0 && (Kind is KeyKind.Hashed || range.Block != run[^1].Block + 1))
            {
                yield return run;
                run = [];
            }

            run.Add(range);
        }

        if (run.Count > 0) yield return run;
    }

    /// <summary>A key as SQL and people write it.</summary>
    public string Number(ulong bits) => Kind == KeyKind.Signed
        ? unchecked((long)bits).ToString(CultureInfo.InvariantCulture)
        : bits.ToString(CultureInfo.InvariantCulture);

    /// <summary>How many ranges the last is behind the first.</summary>
    private static ulong Steps(KeyKind kind, ulong first, ulong last, int shift) => kind == KeyKind.Signed
        ? (ulong)(((long)last >> shift) - ((long)first >> shift))
        : (last >> shift) - (first >> shift);
}
