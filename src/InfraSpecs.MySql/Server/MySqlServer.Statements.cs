using MySqlConnector;

namespace InfraSpecs.MySql;

/// <content>Statements, as the account that <see cref="ConnectionString"/> is for. Values belong into parameters.</content>
public sealed partial class MySqlServer
{
    private static readonly IReadOnlyDictionary<string, object?> None = new Dictionary<string, object?>();

    /// <inheritdoc cref="QueryAsync(string, IReadOnlyDictionary{string, object}, CancellationToken)"/>
    public Task<QueryResult> QueryAsync(string sql, CancellationToken token) =>
        QueryAsync(sql, None, token);

    /// <summary>Runs a query and reads all its rows.</summary>
    /// <param name="sql">The statement, with parameters as @name.</param>
    /// <param name="parameters">Their values.</param>
    /// <param name="token">Cancels the query on the server.</param>
    /// <exception cref="ContainerException">The server has ended; the message has the tail of its log.</exception>
    /// <exception cref="MySqlServerException"><see cref="MySqlServerReason.StatementRefused"/>: The server refused it.</exception>
    public Task<QueryResult> QueryAsync(
        string sql, IReadOnlyDictionary<string, object?> parameters, CancellationToken token) =>
        RunAsync(sql, parameters, async command =>
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

    /// <inheritdoc cref="ExecuteAsync(string, IReadOnlyDictionary{string, object}, CancellationToken)"/>
    public Task<int> ExecuteAsync(string sql, CancellationToken token) => ExecuteAsync(sql, None, token);

    /// <summary>Runs a statement that returns no rows.</summary>
    /// <returns>How many rows it changed.</returns>
    /// <inheritdoc cref="QueryAsync(string, IReadOnlyDictionary{string, object}, CancellationToken)"/>
    public Task<int> ExecuteAsync(
        string sql, IReadOnlyDictionary<string, object?> parameters, CancellationToken token) =>
        RunAsync(sql, parameters, command => command.ExecuteNonQueryAsync(token), token);

    private async Task<T> RunAsync<T>(
        string sql,
        IReadOnlyDictionary<string, object?> parameters,
        Func<MySqlCommand, Task<T>> run,
        CancellationToken token)
    {
        const string Awaited = "the answer to a statement";
        if (_connections is null) await ThrowIfEndedAsync(Awaited, token);
        return await AskAsync(Awaited, async () =>
        {
            await using var connection = await Connections.OpenConnectionAsync(token);
            await using var command = new MySqlCommand(sql, connection);
            foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
            var result = await run(command);
            await LookAfterAsync(sql, token);
            return result;
        }, token);
    }
}
