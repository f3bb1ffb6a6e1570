using MySqlConnector;

namespace InfraSpecs.MySql;

/// <summary>
/// What a database was when it was read: the schema, the number of rows and checksums of the content of each table, computed by the server,
/// and the definitions of what is around them. Two are equal if a client could not tell the databases apart, whichever of MySQL and MariaDB
/// they are on.
/// </summary>
public sealed record DatabaseFingerprint
{
    internal DatabaseFingerprint(
        string database, Server server, FingerprintOptions options, IReadOnlyList<TableFingerprint> tables, IReadOnlyList<SchemaObject> objects) =>
        (Database, ReadFrom, Options, Tables, Objects) = (database, server, options, tables, objects);

    /// <summary>The database's name. It does not count when two are compared: a restore may go into another one.</summary>
    public string Database { get; }

    /// <summary>The server, as "MySQL 9.7.4" or "MariaDB 11.8.6".</summary>
    public string ServerName => ReadFrom.ToString();

    /// <summary>Its tables, by name.</summary>
    public IReadOnlyList<TableFingerprint> Tables { get; }

    /// <summary>Views, routines, triggers, events, accounts, and the database's own defaults.</summary>
    public IReadOnlyList<SchemaObject> Objects { get; }

    /// <summary>The rows of all tables.</summary>
    public long Rows => Tables.Sum(table => table.Rows);

    internal Server ReadFrom { get; }

    internal FingerprintOptions Options { get; }

    /// <summary>Null if the account that read could not see which accounts there are.</summary>
    internal IReadOnlyList<Definer>? Definers { get; init; } = [];

    /// <summary>
    /// Reads a fingerprint. All tables are read in one snapshot (REPEATABLE READ), as far as their engine has such a thing: InnoDB does,
    /// MyISAM does not. Values of JSON columns are brought here and into one form, since MySQL rearranges documents and MariaDB does
    /// not; of all else only checksums travel.
    /// </summary>
    /// <param name="connectionString">As MySqlConnector takes it; an account that may read everything, as root.</param>
    /// <param name="database">The database's name.</param>
    /// <param name="options">What to cover.</param>
    /// <param name="token">Ends the reading.</param>
    /// <exception cref="MySqlServerException"><see cref="MySqlServerReason.FingerprintEmpty"/>: There is no table, or no row in any, and the options do not say that this is meant.</exception>
    /// <exception cref="MySqlServerException"><see cref="MySqlServerReason.FingerprintUnreadable"/>: There is no such database or table, or the account may not see a part of it. Or
    /// the server cannot be reached, or ended the reading.</exception>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    public static async Task<DatabaseFingerprint> ReadAsync(
        string connectionString, string database, FingerprintOptions options, CancellationToken token)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(database);
        options.Validate();
        try
        {
            return await ReadWholeAsync(connectionString, database, options, token);
        }
        catch (MySqlException e) when (!token.IsCancellationRequested)
        {
            throw MySqlServerException.FingerprintInterrupted(database, connectionString, e);
        }
    }

    private static async Task<DatabaseFingerprint> ReadWholeAsync(
        string connectionString, string database, FingerprintOptions options, CancellationToken token)
    {
        await using var snapshot = await SnapshotConnection.OpenAsync(connectionString, database, options, token);
        var objects = await ObjectReader.ReadAsync(snapshot, token);
        var definers = await Definer.ReadAsync(snapshot, objects, token);
        var tables = await RowReader.ReadAsync(snapshot, await SchemaReader.ReadAsync(snapshot, token), token);
        var fingerprint = new DatabaseFingerprint(database, snapshot.Server, options, tables, objects) { Definers = definers };
        if (options.MayBeEmpty || fingerprint.Rows > 0) return fingerprint;
        var found = tables.Count == 0 ? "it has no table" : $"its tables have no row ({string.Join(", ", tables.Select(table => table.Name))})";
        throw MySqlServerException.FingerprintEmpty(database, fingerprint.ServerName, found);
    }

    /// <summary>What is different here from what was there before; empty if nothing is.</summary>
    /// <param name="before">The fingerprint to compare with, read with the same options.</param>
    /// <exception cref="ArgumentException">The two were read with options that cover different parts.</exception>
    public IReadOnlyList<FingerprintDifference> DifferencesFrom(DatabaseFingerprint before)
    {
        ArgumentNullException.ThrowIfNull(before);
        var differences = DatabaseComparison.Compare(before, this);
        Recording.NoteDifferences($"database '{Database}'", () => [.. differences.Select(it => it.Row)]);
        return differences;
    }

    /// <summary>A line for each table.</summary>
    public override string ToString() => string.Join('\n',
        [$"database '{Database}' on {ServerName}", .. Tables.Select(table => $"  {table.Name}: {table.Rows:N0} rows, checksum {table.Whole.Columns.Aggregate(table.Whole.Keys, (sum, column) => unchecked((sum * 31) + column)):x16}")]);
}
