using MySqlConnector;

namespace InfraSpecs.MySql;

/// <summary>The ledger's table, and what of a run is in it.</summary>
internal sealed class LedgerTable(string name)
{
    private readonly string _place = string.Join('.', name.Split('.').Select(SnapshotConnection.Quote));

    public async Task CreateAsync(MySqlConnection connection, CancellationToken token)
    {
        await using var command = new MySqlCommand(
            $"CREATE TABLE IF NOT EXISTS {_place} (run CHAR(32) CHARACTER SET ascii NOT NULL, transaction BIGINT NOT NULL, part TINYINT UNSIGNED NOT NULL, "
            + "parts TINYINT UNSIGNED NOT NULL, writer INT NOT NULL, payload TEXT CHARACTER SET ascii NOT NULL, checksum BIGINT NOT NULL, "
            + "PRIMARY KEY (run, transaction, part)) ENGINE=InnoDB",
            connection);
        await command.ExecuteNonQueryAsync(token);
    }

    public async Task InsertAsync(MySqlConnection connection, MySqlTransaction transaction, LedgerRow row, int writer, CancellationToken token)
    {
        await using var command = new MySqlCommand(
            $"INSERT INTO {_place} (run, transaction, part, parts, writer, payload, checksum) VALUES (@run, @transaction, @part, @parts, @writer, @payload, @checksum)",
            connection, transaction);
        command.Parameters.AddWithValue("@run", row.Run);
        command.Parameters.AddWithValue("@transaction", row.Transaction);
        command.Parameters.AddWithValue("@part", row.Part);
        command.Parameters.AddWithValue("@parts", row.Parts);
        command.Parameters.AddWithValue("@writer", writer);
        command.Parameters.AddWithValue("@payload", row.Payload);
        command.Parameters.AddWithValue("@checksum", row.Checksum());
        await command.ExecuteNonQueryAsync(token);
    }

    /// <summary>Every row of the run, each read whole and checked.</summary>
    public async Task<List<(LedgerRow Row, bool IsWhole)>> ReadAsync(MySqlConnection connection, string run, CancellationToken token)
    {
        await using var command = new MySqlCommand(
            $"SELECT transaction, part, parts, payload, checksum FROM {_place} WHERE run = @run ORDER BY transaction, part", connection);
        command.Parameters.AddWithValue("@run", run);
        await using var reader = await command.ExecuteReaderAsync(token);
        List<(LedgerRow, bool)> rows = [];
        while (await reader.ReadAsync(token))
        {
            var row = new LedgerRow(run, reader.GetInt64(0), reader.GetByte(1), reader.GetByte(2), reader.GetString(3));
            rows.Add((row with { Payload = "" }, row.Checksum() == reader.GetInt64(4)));
        }

        return rows;
    }
}
