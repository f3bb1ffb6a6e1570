namespace InfraSpecs.MySql;

/// <summary>The checksums of the rows of one range.</summary>
/// <param name="Block">The range's number: the key, or its hash, without its lowest <see cref="RangePlan.Shift"/> bits.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Keys">The checksum of the rows' keys; of a table without a key, of the rows as a whole.</param>
/// <param name="Columns">A checksum for each column.</param>
/// <param name="Key">The key as text, where it has no order to give a range; null where it has.</param>
internal sealed record RangeSum(ulong Block, long Rows, ulong Keys, ulong[] Columns, string? Key)
{
    /// <summary>Ranges of twice, four times, … the width. Sums are such that the sum of a range is made of the sums of its parts.</summary>
    public static IReadOnlyList<RangeSum> Coarsen(IReadOnlyList<RangeSum> ranges, int by, KeyKind kind) => by == 0
        ? ranges
        : [.. ranges.GroupBy(range => by >= 64 ? 0 : range.Block >> by).Select(group => Merge(group.Key, [.. group], kind))];

    public static RangeSum Merge(ulong block, IReadOnlyList<RangeSum> parts, KeyKind kind)
    {
        var columns = new ulong[parts[0].Columns.Length];
        foreach (var part in parts)
        {
            for (var i = 0; i < columns.Length; i++) columns[i] = Add(columns[i], part.Columns[i], kind);
        }

        return new(block, parts.Sum(part => part.Rows), parts.Aggregate(0UL, (sum, part) => Add(sum, part.Keys, kind)), columns, null);
    }

    /// <summary>Rows with a key are all different, so that exclusive or keeps them all; of equal rows it would lose pairs.</summary>
    public static ulong Add(ulong one, ulong other, KeyKind kind) => kind == KeyKind.None ? unchecked(one + other) : one ^ other;
}
