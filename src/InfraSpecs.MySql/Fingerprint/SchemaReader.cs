using System.Globalization;
using System.Text.RegularExpressions;
using MySqlConnector;

namespace InfraSpecs.MySql;

/// <summary>Reads what the tables of a database are, each kind of thing with one query for all tables.</summary>
internal static partial class SchemaReader
{
    public static async Task<IReadOnlyList<TableFacts>> ReadAsync(Snapshot snapshot, CancellationToken token)
    {
        if (snapshot.Options.AutoIncrement) await OpenCountersAsync(snapshot, token);
        var tables = await snapshot.QueryAsync(
            "SELECT TABLE_NAME, ENGINE, TABLE_COLLATION, CREATE_OPTIONS, TABLE_COMMENT, TABLE_ROWS, AUTO_INCREMENT FROM information_schema.TABLES "
            + "WHERE TABLE_SCHEMA = @db AND TABLE_TYPE <> 'VIEW' ORDER BY TABLE_NAME", Table, token);
        var json = await JsonColumnsAsync(snapshot, token);
        var columns = (await ColumnsAsync(snapshot, json, token)).ToLookup(column => column.Table);
        var indexes = await IndexReader.ReadAsync(snapshot, token);
        var constraints = (await ConstraintReader.ReadAsync(snapshot, token)).ToLookup(it => it.Table);

        var missing = snapshot.Options.Tables.Except(tables.Select(table => table.Name)).ToList();
        if (missing.Count > 0)
        {
            throw new FingerprintUnreadableException(
                snapshot.Database, $"FingerprintOptions.Tables names {string.Join(", ", missing)}, which it does not have", "take the names of its tables, exactly.");
        }

        return [.. tables.Where(table => snapshot.Covers(table.Name)).Select(table =>
        {
            var own = columns[table.Name].ToList();
            var keys = indexes[table.Name].ToList();
            return table with
            {
                Columns = own,
                PrimaryKey = keys.FirstOrDefault(index => index.Name == "PRIMARY")?.Columns ?? [],
                AutoIncrement = own.Exists(column => column.Extra.Contains("auto_increment", StringComparison.Ordinal)) ? table.AutoIncrement ?? 1 : null,
                Schema =
                [
                    .. table.Schema,
                    new("order of the columns", "", table.Name, string.Join(", ", own.Select(column => column.Name))),
                    .. own.Select(column => new SchemaObject("column", column.Name, table.Name, column.Definition())),
                    .. keys.Select(index => index.ToSchema(table.Name)),
                    .. constraints[table.Name],
                ],
            };
        })];
    }

    /// <summary>
    /// After a restart information_schema gives the position of a counter as the server last wrote it down, which may be behind, until
    /// the table is opened.
    /// </summary>
    private static async Task OpenCountersAsync(Snapshot snapshot, CancellationToken token)
    {
        var counted = await snapshot.QueryAsync(
            "SELECT DISTINCT TABLE_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = @db AND EXTRA LIKE '%auto_increment%'",
            reader => reader.Text(0), token);
        var opening = counted.Where(snapshot.Covers).Select(table => $"SELECT 1 FROM {snapshot.Place(table)} LIMIT 1").ToList();
        if (opening.Count > 0) await snapshot.BatchAsync(opening, (_, _) => true, token);
    }

    private static TableFacts Table(MySqlDataReader reader)
    {
        var (name, comment) = (reader.Text(0), reader.Text(4));
        var options = $"engine {reader.Text(1)} collate {reader.Text(2)} {reader.Text(3).ToLowerInvariant()}".TrimEnd();
        return new(
            name,
            reader.IsDBNull(5) ? 0 : Convert.ToInt64(reader.GetValue(5), CultureInfo.InvariantCulture),
            reader.IsDBNull(6) ? null : reader.Bits(6),
            [], [],
            [new("options", "", name, comment.Length == 0 ? options : $"{options} comment '{comment}'")]);
    }

    private static Task<List<ColumnFacts>> ColumnsAsync(Snapshot snapshot, HashSet<(string, string)> json, CancellationToken token)
    {
        var spatial = snapshot.Server.IsMySqlFrom(8, 0, 3) ? "SRS_ID" : "NULL";
        return snapshot.QueryAsync(
            "SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, IS_NULLABLE, COLUMN_DEFAULT, EXTRA, GENERATION_EXPRESSION, COLLATION_NAME, "
            + $"COLUMN_COMMENT, {spatial} FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = @db ORDER BY TABLE_NAME, ORDINAL_POSITION",
            reader => new ColumnFacts(
                reader.Text(0), reader.Text(1), reader.Text(2).ToLowerInvariant(), reader.Text(3), reader.Text(4) == "YES", reader.Optional(5),
                reader.Text(6), reader.Text(7), reader.Optional(8), reader.Text(9), reader.Optional(10),
                reader.Text(2) == "json" || json.Contains((reader.Text(0), reader.Text(1))), snapshot.Server.IsMariaDb),
            token);
    }

    /// <summary>MariaDB's JSON is a text whose column has the check json_valid; its dump says no more than that to MySQL.</summary>
    private static async Task<HashSet<(string, string)>> JsonColumnsAsync(Snapshot snapshot, CancellationToken token) =>
    [
        .. (await ConstraintReader.ChecksAsync(snapshot, token)).Select(check => (check.Table!, JsonValid().Match(check.Definition).Groups[1].Value)),
    ];

    [GeneratedRegex(@"^json_valid\(`(.+)`\)$")]
    private static partial Regex JsonValid();
}
