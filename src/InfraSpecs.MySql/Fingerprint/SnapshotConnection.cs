using MySqlConnector;

namespace InfraSpecs.MySql;

/// <summary>One connection in one transaction that sees the database as it was when it began.</summary>
internal sealed class SnapshotConnection : IAsyncDisposable
{
    private readonly MySqlConnection _connection;

    private SnapshotConnection(MySqlConnection connection, string database, FingerprintOptions options) =>
        (_connection, Database, Options, Server) = (connection, database, options, Server.Parse(connection.ServerVersion));

    public string Database { get; }

    public FingerprintOptions Options { get; }

    public Server Server { get; }

    public static async Task<SnapshotConnection> OpenAsync(string connectionString, string database, FingerprintOptions options, CancellationToken token)
    {
        var settings = new MySqlConnectionStringBuilder(connectionString)
        {
            Database = "",
            Pooling = false,
            TreatTinyAsBoolean = false,
            GuidFormat = MySqlGuidFormat.None,
            DefaultCommandTimeout = (uint)options.StatementTimeout.TotalSeconds,
        };
        var connection = new MySqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(token);
            var snapshot = new SnapshotConnection(connection, database, options);
            await snapshot.BeginAsync(token);
            return snapshot;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task<List<T>> QueryAsync<T>(string sql, Func<MySqlDataReader, T> row, CancellationToken token)
    {
        await using var command = new MySqlCommand(sql, _connection);
        command.Parameters.AddWithValue("@db", Database);
        await using var reader = await command.ExecuteReaderAsync(token);
        List<T> rows = [];
        while (await reader.ReadAsync(token)) rows.Add(row(reader));
        return rows;
    }

    /// <summary>Statements of one row each, sent together.</summary>
    public async Task<List<T>> BatchAsync<T>(IEnumerable<string> statements, Func<MySqlDataReader, int, T> row, CancellationToken token)
    {
        await using var command = new MySqlCommand(string.Join(";\n", statements), _connection);
        await using var reader = await command.ExecuteReaderAsync(token);
        List<T> rows = [];
        do
        {
            while (await reader.ReadAsync(token)) rows.Add(row(reader, rows.Count));
        }
        while (await reader.NextResultAsync(token));
        return rows;
    }

    /// <summary>For what is too much to hold: each row is handed on as it comes.</summary>
    public async Task EachAsync(string sql, Action<MySqlDataReader> row, CancellationToken token)
    {
        await using var command = new MySqlCommand(sql, _connection);
        await using var reader = await command.ExecuteReaderAsync(token);
        while (await reader.ReadAsync(token)) row(reader);
    }

    public static string Quote(string name) => $"`{name.Replace("`", "``")}`";

    /// <summary>The table with its database, for FROM.</summary>
    public string Place(string table) => $"{Quote(Database)}.{Quote(table)}";

    /// <summary>Leaves out tables that the options do not name.</summary>
    public bool Covers(string table) => Options.Tables.Count == 0 || Options.Tables.Contains(table);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task BeginAsync(CancellationToken token)
    {
        // Texts of values must not depend on the server's settings; table statistics of MySQL 8 are a day old unless told otherwise.
        await RunAsync("SET SESSION sql_mode = '', time_zone = '+00:00', sql_quote_show_create = 1, sql_select_limit = 18446744073709551615", token);
        if (Server.IsMySqlFrom(8, 0, 17)) await RunAsync("SET SESSION print_identified_with_as_hex = 1", token);
        if (Server.IsMySqlFrom(8, 0, 3)) await RunAsync("SET SESSION information_schema_stats_expiry = 0", token);
        await RunAsync("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ", token);
        await RunAsync("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY", token);
        var found = await QueryAsync("SELECT 1 FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = @db", _ => true, token);
        if (found.Count == 0)
        {
            throw MySqlServerException.FingerprintUnreadable(
                Database, $"there is no such database on {Server}, or the account may not see it", "look at the name, the server and the account's grants.");
        }
    }

    private async Task RunAsync(string sql, CancellationToken token)
    {
        await using var command = new MySqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync(token);
    }
}
