using System.Globalization;
using MySqlConnector;

namespace InfraSpecs.MySql;

/// <summary>Reads the checksums of one table, in ranges.</summary>
internal static class RowReader
{
    public static async Task<TableFingerprint> ReadAsync(Snapshot snapshot, TableFacts table, CancellationToken token)
    {
        var kind = KindOf(table);
        var (first, last, isSmall) = kind is KeyKind.Signed or KeyKind.Unsigned ? await BoundsAsync(snapshot, table, kind, token) : default;
        var isLarge = kind != KeyKind.Hashed && table.RowsEstimate >= RangePlan.LargeTable && first <= last;
        var plan = new RangePlan(kind, kind == KeyKind.Hashed ? string.Join(", ", table.PrimaryKey) : table.PrimaryKey is [var it, ..] ? it : "", kind switch
        {
            KeyKind.None => 64,
            KeyKind.Hashed => table.RowsEstimate <= RangePlan.MostGroups ? 0 : RangePlan.HashBits - RangePlan.MostGroupsBits,
            // Negative keys are large as bits: their ranges are only to be grouped.
            _ when first > last => RangePlan.ShiftFor(0, unchecked(last - first), RangePlan.MostGroups),
            _ => RangePlan.ShiftFor(first, last, isLarge ? RangePlan.MostStatements : RangePlan.MostGroups),
        });
        var statement = new Statement(snapshot, table, plan, RowChecksum.Key(table, kind, isSmall));
        var ranges = isLarge ? await statement.ByRangeAsync(first, last, token) : await statement.GroupedAsync(token);
        if (table.Columns.Any(column => column.IsJson)) ranges = await JsonReader.AddAsync(snapshot, table, plan, statement.Key, statement.Block, ranges, token);
        return new(table.Name, table.Schema, [.. table.Columns.Select(column => column.Name)], plan, ranges)
        {
            AutoIncrement = snapshot.Options.AutoIncrement ? table.AutoIncrement : null,
        };
    }

    private static KeyKind KindOf(TableFacts table)
    {
        if (table.PrimaryKey.Count == 0) return KeyKind.None;
        var first = table.Columns.First(column => column.Name == table.PrimaryKey[0]);
        return !first.IsWholeNumber ? KeyKind.Hashed : first.IsUnsigned ? KeyKind.Unsigned : KeyKind.Signed;
    }

    private static async Task<(ulong First, ulong Last, bool IsSmall)> BoundsAsync(
        Snapshot snapshot, TableFacts table, KeyKind kind, CancellationToken token)
    {
        var column = Snapshot.Quote(table.PrimaryKey[0]);
        var bounds = await snapshot.QueryAsync(
            $"SELECT CAST(MIN({column}) AS {(kind == KeyKind.Signed ? "SIGNED" : "UNSIGNED")}), CAST(MAX({column}) AS {(kind == KeyKind.Signed ? "SIGNED" : "UNSIGNED")}) FROM {snapshot.Place(table.Name)}",
            reader => (First: reader.Bits(0), Last: reader.Bits(1)), token);
        var (first, last) = bounds[0];
        return (first, last, first >= 1 && first <= last && last <= int.MaxValue);
    }

    /// <summary>The statements that read one table.</summary>
    private sealed class Statement(Snapshot snapshot, TableFacts table, RangePlan plan, string key)
    {
        private readonly string _aggregates = RowChecksum.Aggregates(table, plan.Kind, key);

        public string Key => key;

        /// <summary>The number of a row's range.</summary>
        public string Block => plan.Kind switch
        {
            KeyKind.None => "0",
            KeyKind.Hashed => $"({key}-1) >> {plan.Shift}",
            _ => $"{Snapshot.Quote(table.PrimaryKey[0])} >> {plan.Shift}",
        };

        public Task<List<RangeSum>> GroupedAsync(CancellationToken token)
        {
            var name = plan is { Kind: KeyKind.Hashed, Shift: 0 }
                ? $"MIN(LEFT(CONCAT_WS(', ', {string.Join(", ", table.PrimaryKey.Select(Snapshot.Quote))}), 80))"
                : "NULL";
            return snapshot.QueryAsync(
                $"SELECT {_aggregates}, {Block} AS block_, {name} FROM {snapshot.Place(table.Name)} GROUP BY block_",
                reader => Range(reader, reader.Bits(table.Columns.Count + 2), reader.Optional(table.Columns.Count + 3)), token);
        }

        /// <summary>All statements are sent together: waiting for the answer to each costs more than the range, on a busy machine.</summary>
        public async Task<List<RangeSum>> ByRangeAsync(ulong first, ulong last, CancellationToken token)
        {
            var column = Snapshot.Quote(table.PrimaryKey[0]);
            var blocks = Enumerable.Range(0, (int)((last >> plan.Shift) - (first >> plan.Shift)) + 1).Select(i => (first >> plan.Shift) + (ulong)i).ToList();
            var statements = blocks.Select(block => string.Create(CultureInfo.InvariantCulture,
                $"SELECT {_aggregates} FROM {snapshot.Place(table.Name)} WHERE {column} BETWEEN {block << plan.Shift} AND {Math.Min(last, (block << plan.Shift) + ((1UL << plan.Shift) - 1))}"));
            var ranges = await snapshot.BatchAsync(statements, (reader, index) => Range(reader, blocks[index], null), token);
            return [.. ranges.Where(range => range.Rows > 0)];
        }

        private RangeSum Range(MySqlDataReader reader, ulong block, string? name) => new(
            block, reader.GetInt64(0), reader.Bits(1),
            [.. table.Columns.Select((column, index) => reader.Bits(table.PrimaryKey.Contains(column.Name) ? 1 : index + 2))], name);
    }
}
