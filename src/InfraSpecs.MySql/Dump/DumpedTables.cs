using System.Text;

namespace InfraSpecs.MySql;

/// <summary>What a dump is to hold, as the server says it beforehand: how that can be dumped as of one moment depends on it.</summary>
/// <param name="All">The tables, but not the system's own.</param>
/// <param name="NotTransactional">Those that a transaction does not cover.</param>
/// <param name="HaveHistory">Some are MariaDB's system-versioned tables.</param>
internal sealed record DumpedTables(IReadOnlyList<TableName> All, IReadOnlyList<string> NotTransactional, bool HaveHistory)
{
    public static readonly DumpedTables None = new([], [], false);

    // In hexadecimal, so that nothing in a name is taken for a sign of the client.
    private const string Question = """
        SELECT HEX(t.TABLE_SCHEMA), HEX(t.TABLE_NAME), t.TABLE_TYPE = 'SYSTEM VERSIONED', COALESCE(e.TRANSACTIONS, 'NO') = 'YES'
        FROM information_schema.TABLES t LEFT JOIN information_schema.ENGINES e ON e.ENGINE = t.ENGINE
        WHERE t.TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED') AND HEX(t.TABLE_SCHEMA) IN (@databases)
        ORDER BY t.TABLE_SCHEMA, t.TABLE_NAME;
        """;

    // The programs leave out some tables of these.
    private static readonly string[] System = ["mysql", "sys", "performance_schema", "information_schema"];

    public static async Task<DumpedTables> ReadAsync(MySqlServer server, IReadOnlyList<string> databases, CancellationToken token)
    {
        // As the dump is made: over the socket, where root may be when it is not elsewhere.
        var names = databases.Select(database => $"'{Convert.ToHexString(Encoding.UTF8.GetBytes(database))}'");
        var answer = await MySqlScripts.RunAsync(server, null, Question.Replace("@databases", string.Join(", ", names), StringComparison.Ordinal), token);
        var found = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split('\t'))
            .Select(row => (Name: new TableName(Text(row[0]), Text(row[1])), HasHistory: row[2] == "1", IsTransactional: row[3] == "1"))
            .ToArray();
        return new DumpedTables(
            [.. found.Select(table => table.Name).Where(name => !System.Contains(name.Database, StringComparer.OrdinalIgnoreCase))],
            [.. found.Where(table => !table.IsTransactional).Select(table => table.Name.ToString())],
            found.Any(table => table.HasHistory));
    }

    private static string Text(string hexadecimal) => Encoding.UTF8.GetString(Convert.FromHexString(hexadecimal));
}
