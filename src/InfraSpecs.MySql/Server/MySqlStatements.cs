using MySqlConnector;

namespace InfraSpecs.MySql;

/// <summary>The rows that a query returned.</summary>
/// <param name="Columns">The names of the columns.</param>
/// <param name="Rows">A row is a list of values, in the order of the columns; NULL is null.</param>
public sealed record QueryResult(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    /// <summary>The values of one column, top to bottom.</summary>
    /// <typeparam name="T">The type that the driver gives for the column.</typeparam>
    /// <param name="name">The column's name, as the server gives it.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public IReadOnlyList<T?> Column<T>(string name)
    {
        var index = Columns.ToList().IndexOf(name);
        if (index < 0) throw new ArgumentException($"There is no column {name}, but {string.Join(", ", Columns)}.", nameof(name));
        return [.. Rows.Select(row => (T?)row[index])];
    }
}

/// <summary>Statements, as the account that <see cref="MySqlServer.ConnectionString"/> is for. Values belong into parameters.</summary>
public static class MySqlStatements
{
    private static readonly IReadOnlyDictionary<string, object?> None = new Dictionary<string, object?>();

    /// <inheritdoc cref="QueryAsync(MySqlServer, string, IReadOnlyDictionary{string, object}, CancellationToken)"/>
    public static Task<QueryResult> QueryAsync(this MySqlServer server, string sql, CancellationToken token) =>
        server.QueryAsync(sql, None, token);

    /// <summary>Runs a query and reads all its rows.</summary>
    /// <param name="server">The server.</param>
    /// <param name="sql">The statement, with parameters as @name.</param>
    /// <param name="parameters">Their values.</param>
    /// <param name="token">Cancels the query on the server.</param>
    /// <exception cref="MySqlServerException"><see cref="MySqlServerReason.StatementRefused"/>: The server refused it.</exception>
    public static Task<QueryResult> QueryAsync(
        this MySqlServer server, string sql, IReadOnlyDictionary<string, object?> parameters, CancellationToken token) =>
        RunAsync(server, sql, parameters, async command =>
        {
            await using var reader = await command.ExecuteReaderAsync(token);
            List<IReadOnlyList<object?>> rows = [];
            while (await reader.ReadAsync(token))
            {
                var row = new object?[reader.FieldCount];
                for (var i = 0; i < row.Length; i++) row[i] = reader.GetValue(i) is var value and not DBNull ? value : null;
                rows.Add(row);
            }

            return new QueryResult([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)], rows);
        }, token);

    /// <inheritdoc cref="ExecuteAsync(MySqlServer, string, IReadOnlyDictionary{string, object}, CancellationToken)"/>
    public static Task<int> ExecuteAsync(this MySqlServer server, string sql, CancellationToken token) => server.ExecuteAsync(sql, None, token);

    /// <summary>Runs a statement that returns no rows.</summary>
    /// <returns>How many rows it changed.</returns>
    /// <inheritdoc cref="QueryAsync(MySqlServer, string, IReadOnlyDictionary{string, object}, CancellationToken)"/>
    public static Task<int> ExecuteAsync(
        this MySqlServer server, string sql, IReadOnlyDictionary<string, object?> parameters, CancellationToken token) =>
        RunAsync(server, sql, parameters, command => command.ExecuteNonQueryAsync(token), token);

    private static async Task<T> RunAsync<T>(
        MySqlServer server,
        string sql,
        IReadOnlyDictionary<string, object?> parameters,
        Func<MySqlCommand, Task<T>> run,
        CancellationToken token)
    {
        try
        {
            await using var connection = await server.Connections.OpenConnectionAsync(token);
            await using var command = new MySqlCommand(sql, connection);
            foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
            var result = await run(command);
            await server.LookAfterAsync(sql, token);
            return result;
        }
        catch (MySqlException e) when (!token.IsCancellationRequested)
        {
            throw MySqlServerException.StatementRefused(server.Storage, server.Version, e, server.Secrets.Mask(e.Message));
        }
    }
}
