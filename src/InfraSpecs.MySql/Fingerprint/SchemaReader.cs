using System.Text.RegularExpressions;
using MySqlConnector;

namespace InfraSpecs.MySql;

/// <summary>Reads what the tables of a database are, each kind of thing with one query for all tables.</summary>
internal static partial class SchemaReader
{
    public static async Task<IReadOnlyList<TableFacts>> ReadAsync(SnapshotConnection snapshot, CancellationToken token)
    {
        if (snapshot.Options.AutoIncrement) await OpenCountersAsync(snapshot, token);
        var tables = await snapshot.QueryAsync(
            "SELECT TABLE_NAME, ENGINE, TABLE_COLLATION, CREATE_OPTIONS, TABLE_COMMENT, AUTO_INCREMENT, TABLE_TYPE FROM information_schema.TABLES "
            + "WHERE TABLE_SCHEMA = @db AND TABLE_TYPE <> 'VIEW' ORDER BY TABLE_NAME", Table, token);
        var json = await JsonColumnsAsync(snapshot, token);
        var columns = (await ColumnsAsync(snapshot, json, token)).ToLookup(column => column.Table);
        var indexes = await IndexReader.ReadAsync(snapshot, token);
        var partitions = await PartitionReader.ReadAsync(snapshot, token);
        var constraints = (await ConstraintReader.ReadAsync(snapshot, token)).ToLookup(it => it.Table);

        var missing = snapshot.Options.Tables.Except(tables.Select(table => table.Name)).ToList();
        if (missing.Count > 0)
        {
            throw MySqlServerException.FingerprintUnreadable(
                snapshot.Database, $"FingerprintOptions.Tables names {string.Join(", ", missing)}, which it does not have", "take the names of its tables, exactly.");
        }

        var covered = tables.Where(table => snapshot.Covers(table.Name)).ToList();
        var creates = await CreateReader.ReadAsync(snapshot, [.. covered.Select(table => ("TABLE", snapshot.Place(table.Name)))], token);
        return [.. covered.Zip(creates, (table, create) =>
        {
            List<ColumnFacts> own = [.. columns[table.Name]];
            var keys = indexes[table.Name].ToList();
            IReadOnlyList<SchemaObject> schema =
            [
                .. table.Schema,
                new(SchemaObjectKind.ColumnOrder, "", table.Name, string.Join(", ", own.Select(column => column.Name))),
                .. own.Select(column => new SchemaObject(SchemaObjectKind.Column, column.Name, table.Name, column.Definition())),
                .. keys.Select(index => index.ToSchema(table.Name)),
                .. constraints[table.Name],
                .. partitions[table.Name],
            ];
            IReadOnlyList<string> key = keys.FirstOrDefault(index => index.Name == "PRIMARY")?.Columns ?? [];
            return WithHistory(table with
            {
                Columns = own,
                PrimaryKey = key,
                AutoIncrement = own.Exists(column => column.Extra.Contains("auto_increment", StringComparison.Ordinal)) ? table.AutoIncrement ?? 1 : null,
                Schema = schema,
                Create = create,
            });
        })];
    }

    /// <summary>Rows of former times have the keys of those that are; a key with the moment of the end tells them apart.</summary>
    private static TableFacts WithHistory(TableFacts table)
    {
        if (!table.IsVersioned) return table;
        if (table.Columns.Any(column => column.IsTransaction)) return table with { PrimaryKey = [] };
        if (table.Columns.Any(column => column.IsRowEnd)) return table;
        var moments = ColumnFacts.OfHistory(table.Name);
        return table with
        {
            Columns = [.. table.Columns, .. moments],
            PrimaryKey = table.PrimaryKey.Count == 0 ? [] : [.. table.PrimaryKey, moments[^1].Name],
        };
    }

    /// <summary>
    /// After a restart information_schema gives the position of a counter as the server last wrote it down, which may be behind, until
    /// the table is opened.
    /// </summary>
    private static async Task OpenCountersAsync(SnapshotConnection snapshot, CancellationToken token)
    {
        var counted = await snapshot.QueryAsync(
            "SELECT DISTINCT TABLE_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = @db AND EXTRA LIKE '%auto_increment%'",
            reader => reader.Text(0), token);
        var opening = counted.Where(snapshot.Covers).Select(table => $"SELECT 1 FROM {snapshot.Place(table)} LIMIT 1").ToList();
        if (opening.Count > 0) await snapshot.BatchAsync(opening, (_, _) => true, token);
    }

    private static TableFacts Table(MySqlDataReader reader)
    {
        var (name, engine, comment) = (reader.Text(0), reader.Text(1), reader.Text(4));
        var options = $"engine {engine} collate {reader.Text(2)} {reader.Text(3).ToLowerInvariant()}".TrimEnd();
        return new(
            name, engine, reader.Text(6) == "SYSTEM VERSIONED", reader.IsDBNull(5) ? null : reader.Bits(5), [], [],
            [new(SchemaObjectKind.Options, "", name, comment.Length == 0 ? options : $"{options} comment {SqlDialects.Literal(comment)}")], null);
    }

    private static Task<List<ColumnFacts>> ColumnsAsync(SnapshotConnection snapshot, HashSet<(string, string)> json, CancellationToken token)
    {
        var spatial = snapshot.Server.IsMySqlFrom(8, 0, 3) ? "SRS_ID" : "NULL";
        return snapshot.QueryAsync(
            "SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, IS_NULLABLE, COLUMN_DEFAULT, EXTRA, GENERATION_EXPRESSION, COLLATION_NAME, "
            + $"COLUMN_COMMENT, {spatial} FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = @db ORDER BY TABLE_NAME, ORDINAL_POSITION",
            reader => new ColumnFacts(
                reader.Text(0), reader.Text(1), reader.Text(2).ToLowerInvariant(), reader.Text(3), reader.Text(4) == "YES", reader.Optional(5),
                reader.Text(6), snapshot.Server.IsMariaDb ? reader.Text(7) : SqlDialects.Unescaped(reader.Text(7)), reader.Optional(8), reader.Text(9), reader.Optional(10),
                reader.Text(2) == "json" || json.Contains((reader.Text(0), reader.Text(1))), snapshot.Server.IsMariaDb),
            token);
    }

    /// <summary>MariaDB's JSON is a text whose column has the check json_valid; its dump says no more than that to MySQL.</summary>
    private static async Task<HashSet<(string, string)>> JsonColumnsAsync(SnapshotConnection snapshot, CancellationToken token) =>
    [
        .. (await ConstraintReader.ChecksAsync(snapshot, token)).Select(check => (check.Table!, JsonValid().Match(check.Definition).Groups[1].Value)),
    ];

    [GeneratedRegex(@"^json_valid\(`(.+)`\)$")]
    private static partial Regex JsonValid();
}
