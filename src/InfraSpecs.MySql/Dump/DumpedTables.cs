using MySqlConnector;

namespace InfraSpecs.MySql;

/// <summary>What a dump is to hold, as the server says it beforehand: how that can be dumped as of one moment depends on it.</summary>
/// <param name="All">The tables, but not the system's own.</param>
/// <param name="NotTransactional">Those that a transaction does not cover.</param>
/// <param name="HaveHistory">Some are MariaDB's system-versioned tables.</param>
internal sealed record DumpedTables(IReadOnlyList<string> All, IReadOnlyList<string> NotTransactional, bool HaveHistory)
{
    public static readonly DumpedTables None = new([], [], false);

    private const string Question = """
        SELECT CONCAT(t.TABLE_SCHEMA, '.', t.TABLE_NAME), t.TABLE_TYPE, e.TRANSACTIONS
        FROM information_schema.TABLES t LEFT JOIN information_schema.ENGINES e ON e.ENGINE = t.ENGINE
        WHERE t.TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED') AND t.TABLE_SCHEMA IN (@databases)
        ORDER BY 1
        """;

    // The programs leave out some tables of these.
    private static readonly string[] System = ["mysql.", "sys.", "performance_schema.", "information_schema."];

    public static async Task<DumpedTables> ReadAsync(MySqlServer server, IReadOnlyList<string> databases, CancellationToken token)
    {
        await using var connection = new MySqlConnection(server.RootConnectionString);
        await connection.OpenAsync(token);
        var names = Enumerable.Range(0, databases.Count).Select(i => $"@name{i}").ToArray();
        await using var command = new MySqlCommand(Question.Replace("@databases", string.Join(", ", names), StringComparison.Ordinal), connection);
        for (var i = 0; i < names.Length; i++) command.Parameters.AddWithValue(names[i], databases[i]);
        await using var reader = await command.ExecuteReaderAsync(token);
        List<(string Name, string Type, bool IsTransactional)> found = [];
        while (await reader.ReadAsync(token))
        {
            found.Add((reader.GetString(0), reader.GetString(1), !reader.IsDBNull(2) && reader.GetString(2) == "YES"));
        }

        return new DumpedTables(
            [.. found.Select(table => table.Name).Where(name => !System.Any(database => name.StartsWith(database, StringComparison.OrdinalIgnoreCase)))],
            [.. found.Where(table => !table.IsTransactional).Select(table => table.Name)],
            found.Any(table => table.Type == "SYSTEM VERSIONED"));
    }
}
