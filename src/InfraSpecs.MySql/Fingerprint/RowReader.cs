using System.Globalization;
using MySqlConnector;

namespace InfraSpecs.MySql;

/// <summary>Reads the checksums of the rows, in ranges.</summary>
internal static class RowReader
{
    public static async Task<IReadOnlyList<TableFingerprint>> ReadAsync(SnapshotConnection snapshot, IReadOnlyList<TableFacts> tables, CancellationToken token)
    {
        if (tables.Count == 0) return [];
        var counts = await snapshot.BatchAsync(tables.Select(table => $"SELECT COUNT(*) FROM {table.In(snapshot)}"), (reader, _) => reader.GetInt64(0), token);
        List<TableFingerprint> read = [];
        foreach (var (table, rows) in tables.Zip(counts)) read.Add(await ReadAsync(snapshot, table, rows, token));
        return read;
    }

    private static async Task<TableFingerprint> ReadAsync(SnapshotConnection snapshot, TableFacts table, long rows, CancellationToken token)
    {
        var kind = KindOf(table);
        var hasNumbers = rows > 0 && kind is (KeyKind.Signed or KeyKind.Unsigned);
        var (first, last, isSmall) = hasNumbers ? await BoundsAsync(snapshot, table, kind, token) : default;
        var isLarge = hasNumbers && rows >= RangePlan.LargeTable;
        var plan = new RangePlan(kind, kind == KeyKind.Hashed ? string.Join(", ", table.PrimaryKey) : table.PrimaryKey is [var it, ..] ? it : "", kind switch
        {
            KeyKind.None => 64,
            KeyKind.Hashed => rows <= RangePlan.MostGroups ? 0 : RangePlan.HashBits - RangePlan.MostGroupsBits,
            _ => RangePlan.ShiftFor(kind, first, last, isLarge ? RangePlan.MostStatements : RangePlan.MostGroups),
        });
        var statement = new Statement(snapshot, table, plan, RowChecksum.Key(table, kind, isSmall));
        var ranges = isLarge ? await statement.ByRangeAsync(first, last, token) : await statement.GroupedAsync(token);
        ThrowUnlessAll(snapshot, table, rows, ranges.Sum(range => range.Rows));
        if (table.Columns.Any(column => column.IsJson))
        {
            var documents = await JsonReader.AddAsync(snapshot, table, plan, statement.Key, statement.Block, ranges, token);
            ThrowUnlessAll(snapshot, table, rows, documents.Rows);
            ranges = documents.Ranges;
        }

        return new(table.Name, table.Schema, [.. table.Columns.Select(column => column.Name)], plan, ranges)
        {
            AutoIncrement = snapshot.Options.AutoIncrement ? table.AutoIncrement : null,
            Create = table.Create,
        };
    }

    /// <summary>Whatever way a table is read, the server's own count says whether all of it was seen.</summary>
    private static void ThrowUnlessAll(SnapshotConnection snapshot, TableFacts table, long rows, long seen)
    {
        if (seen == rows) return;
        throw MySqlServerException.FingerprintUnreadable(
            snapshot.Database,
            $"of table '{table.Name}' {Words.Rows(seen)} were seen, but COUNT(*) is {Words.Number(rows)}",
            table.Engine == "InnoDB"
                ? $"look at it with CHECK TABLE {SnapshotConnection.Quote(table.Name)}: an index may not fit its rows."
                : $"its engine {table.Engine} has no snapshots; read it while nobody writes to it.");
    }

    private static KeyKind KindOf(TableFacts table)
    {
        if (table.PrimaryKey.Count == 0) return KeyKind.None;
        var first = table.Columns.First(column => column.Name == table.PrimaryKey[0]);
        return !first.IsWholeNumber ? KeyKind.Hashed : first.IsUnsigned ? KeyKind.Unsigned : KeyKind.Signed;
    }

    private static async Task<(ulong First, ulong Last, bool IsSmall)> BoundsAsync(
        SnapshotConnection snapshot, TableFacts table, KeyKind kind, CancellationToken token)
    {
        var (column, type) = (SnapshotConnection.Quote(table.PrimaryKey[0]), kind == KeyKind.Signed ? "SIGNED" : "UNSIGNED");
        var bounds = await snapshot.QueryAsync(
            $"SELECT CAST(MIN({column}) AS {type}), CAST(MAX({column}) AS {type}) FROM {table.In(snapshot)}",
            reader => (First: reader.Bits(0), Last: reader.Bits(1)), token);
        var (first, last) = bounds[0];
        return (first, last, first >= 1 && first <= last && last <= int.MaxValue);
    }

    /// <summary>The statements that read one table.</summary>
    private sealed class Statement(SnapshotConnection snapshot, TableFacts table, RangePlan plan, string key)
    {
        private readonly string _aggregates = RowChecksum.Aggregates(table, plan.Kind, key);

        public string Key => key;

        /// <summary>The number of a row's range.</summary>
        public string Block => plan.Kind switch
        {
            KeyKind.None => "0",
            KeyKind.Hashed => $"({key}-1) >> {plan.Shift}",
            _ => $"{SnapshotConnection.Quote(table.PrimaryKey[0])} >> {plan.Shift}",
        };

        public Task<List<RangeSum>> GroupedAsync(CancellationToken token)
        {
            var name = plan is { Kind: KeyKind.Hashed, Shift: 0 } ? $"MIN({RowChecksum.Label(table)})" : "NULL";
            return snapshot.QueryAsync(
                $"SELECT {_aggregates}, {Block} AS block_, {name} FROM {table.In(snapshot)} GROUP BY block_",
                reader => Range(reader, reader.Bits(table.Columns.Count + 2), reader.Optional(table.Columns.Count + 3)), token);
        }

        /// <summary>All statements are sent together: waiting for the answer to each costs more than the range, on a busy machine.</summary>
        public async Task<List<RangeSum>> ByRangeAsync(ulong first, ulong last, CancellationToken token)
        {
            var column = SnapshotConnection.Quote(table.PrimaryKey[0]);
            var blocks = plan.Blocks(first, last).ToList();
            var statements = blocks.Select(block => string.Create(CultureInfo.InvariantCulture,
                $"SELECT {_aggregates} FROM {table.In(snapshot)} WHERE {column} BETWEEN {plan.Number(plan.First(block))} AND {plan.Number(plan.Last(block))}"));
            var ranges = await snapshot.BatchAsync(statements, (reader, index) => Range(reader, blocks[index], null), token);
            return [.. ranges.Where(range => range.Rows > 0)];
        }

        private RangeSum Range(MySqlDataReader reader, ulong block, string? name) => new(
            block, reader.GetInt64(0), reader.Bits(1),
            [.. table.Columns.Select((column, index) => reader.Bits(table.PrimaryKey.Contains(column.Name) ? 1 : index + 2))], name);
    }
}
