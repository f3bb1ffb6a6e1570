using MySqlConnector;

namespace InfraSpecs.MySql;

/// <summary>A thing that is there and cannot be used.</summary>
/// <param name="Subject">"view 'rich' of database 'shop'".</param>
/// <param name="Error">What the server says.</param>
/// <param name="IsOrphan">Its definer does not exist.</param>
internal sealed record UnusableObject(string Subject, string Error, bool IsOrphan = false)
{
    public override string ToString() => $"{Subject}: {Error}";
}

/// <summary>
/// Uses what a database defines: reads each view to its end and calls each function with NULL, as a session that may write nothing. Procedures, triggers
/// and events are not run, which could change data; of these the definers are looked up.
/// </summary>
internal static class ObjectTrial
{
    /// <summary>A function may refuse NULL, wait or want to write. Only these say that what it needs is missing, or not allowed to it.</summary>
    private static readonly HashSet<int> Missing = [1044, 1054, 1064, 1126, 1127, 1128, 1142, 1143, 1146, 1227, 1305, 1356, 1370, 1449, 1457, 1812, 1932];

    private const int FunctionSeconds = 5;

    /// <param name="connectionString">As root.</param>
    /// <param name="fingerprint">The database, as it was just read.</param>
    /// <param name="token">Ends the trial.</param>
    public static async Task<IReadOnlyList<UnusableObject>> RunAsync(string connectionString, DatabaseFingerprint fingerprint, CancellationToken token)
    {
        var (database, timeout) = (fingerprint.Database, (uint)fingerprint.Options.StatementTimeout.TotalSeconds);
        var settings = new MySqlConnectionStringBuilder(connectionString) { Database = database, Pooling = false, DefaultCommandTimeout = timeout };
        await using var connection = new MySqlConnection(settings.ConnectionString);
        await connection.OpenAsync(token);
        await using (var command = new MySqlCommand("SET SESSION TRANSACTION READ ONLY", connection)) await command.ExecuteNonQueryAsync(token);

        var unusable = (fingerprint.Definers ?? []).Where(definer => !definer.Exists)
            .SelectMany(definer => definer.UsedBy, (definer, user) => new UnusableObject($"{user} of database '{database}'", $"its definer '{definer.Account}' does not exist", IsOrphan: true))
            .ToList();
        foreach (var it in fingerprint.Objects.Where(it => it.Kind is SchemaObjectKind.View or SchemaObjectKind.Function))
        {
            var subject = $"{it.Kind.ToWords()} '{it.Name}' of database '{database}'";
            if (unusable.Exists(known => known.Subject == subject)) continue;
            var error = it.Kind is SchemaObjectKind.View
                ? await ErrorOfAsync(connection, $"SELECT * FROM {SnapshotConnection.Quote(it.Name)}", timeout, token)
                : await ErrorOfAsync(connection, await CallAsync(connection, it.Name, token), FunctionSeconds, token) is { } said && Missing.Contains(said.Number) ? said
                : null;
            if (error is not null) unusable.Add(new(subject, error.Message));
        }

        return unusable;
    }

    private static async Task<string> CallAsync(MySqlConnection connection, string function, CancellationToken token)
    {
        await using var command = new MySqlCommand(
            "SELECT COUNT(*) FROM information_schema.PARAMETERS WHERE SPECIFIC_SCHEMA = DATABASE() AND SPECIFIC_NAME = @name AND ROUTINE_TYPE = 'FUNCTION' AND ORDINAL_POSITION > 0",
            connection);
        command.Parameters.AddWithValue("@name", function);
        var parameters = Convert.ToInt32(await command.ExecuteScalarAsync(token), System.Globalization.CultureInfo.InvariantCulture);
        return $"SELECT {SnapshotConnection.Quote(function)}({string.Join(", ", Enumerable.Repeat("NULL", parameters))})";
    }

    private static async Task<MySqlException?> ErrorOfAsync(MySqlConnection connection, string sql, uint seconds, CancellationToken token)
    {
        try
        {
            await using var command = new MySqlCommand(sql, connection) { CommandTimeout = (int)seconds };
            await using var reader = await command.ExecuteReaderAsync(token);
            while (await reader.ReadAsync(token))
            {
                // All of it is read: some errors come with a row.
            }

            return null;
        }
        catch (MySqlException e) when (!token.IsCancellationRequested)
        {
            return e;
        }
    }
}
