using MySqlConnector;

namespace InfraSpecs.MySql;

/// <summary>What of a server a drill compares: its databases, and whether what is in them can be used.</summary>
/// <param name="Databases">A fingerprint of each that could be read, by name.</param>
/// <param name="Unreadable">Of those that could not: the name, and why.</param>
/// <param name="Unusable">What is there and cannot be used.</param>
/// <param name="LeftOut">Databases of the server that the options leave out.</param>
internal sealed record DrillContent(
    IReadOnlyList<DatabaseFingerprint> Databases, IReadOnlyDictionary<string, string> Unreadable, IReadOnlyList<UnusableObject> Unusable, IReadOnlyList<string> LeftOut)
{
    /// <summary>The first server's.</summary>
    public static async Task<DrillContent> BeforeAsync(MySqlServer server, BackupDrillOptions options, CancellationToken token)
    {
        var all = await DatabasesAsync(server, token);
        IReadOnlyList<string> asked = options.Databases.Count > 0 ? options.Databases
            : options.Fingerprint.Tables.Count > 0 ? [options.Source.Database!]
            : all;
        List<DatabaseFingerprint> read = [];
        foreach (var database in asked) read.Add(await ReadAsync(server, database, options, isFirst: read.Count == 0, token));
        if (!options.Fingerprint.MayBeEmpty && read.Sum(database => database.Rows) == 0)
        {
            throw MySqlServerException.FingerprintEmpty(string.Join("', '", asked), read[0].ServerName, "no table has a row");
        }

        return new(read, new Dictionary<string, string>(), await TryAsync(server, read, token), [.. all.Except(asked)]);
    }

    /// <summary>The second server's, as far as it has what the first one had.</summary>
    public async Task<DrillContent> AfterAsync(MySqlServer server, BackupDrillOptions options, CancellationToken token)
    {
        var all = await DatabasesAsync(server, token);
        var (read, unreadable) = (new List<DatabaseFingerprint>(), new Dictionary<string, string>());
        foreach (var (index, before) in Databases.Index().Where(it => all.Contains(it.Item.Database)))
        {
            try
            {
                read.Add(await ReadAsync(server, before.Database, options, isFirst: index == 0, token));
            }
            catch (MySqlServerException e) when (e.InnerException is MySqlException said && !token.IsCancellationRequested)
            {
                unreadable.Add(before.Database, said.Message);
            }
        }

        return new(read, unreadable, await TryAsync(server, read, token), []);
    }

    /// <summary>What is different there; with more than one database, each difference names its own.</summary>
    public IReadOnlyList<FingerprintDifference> DifferencesTo(DrillContent after)
    {
        List<FingerprintDifference> differences = [];
        foreach (var before in Databases)
        {
            var name = before.Database;
            if (after.Databases.FirstOrDefault(it => it.Database == name) is { } there)
            {
                differences.AddRange(DatabaseComparison.Compare(before, there).Select(it => Databases.Count == 1 ? it : Named(name, it)));
            }
            else
            {
                differences.Add(new(after.Unreadable.TryGetValue(name, out var why)
                    ? $"database '{name}' cannot be read: {why}"
                    : $"database '{name}' is missing; it had {Sizes(before)}"));
            }
        }

        // A definer that is missing there alone is among the differences already.
        var known = Unusable.Select(it => it.Subject).ToHashSet();
        differences.AddRange(after.Unusable.Where(it => !it.IsOrphan && !known.Contains(it.Subject)).Select(it => new FingerprintDifference($"{it.Subject} cannot be used: {it.Error}")));
        return differences;
    }

    private static FingerprintDifference Named(string database, FingerprintDifference it) => it with
    {
        Sentence = $"database '{database}': {it.Sentence}",
        Change = it.Change is { } change ? change with { Where = $"database '{database}': {change.Where}" } : null,
    };

    /// <summary>"'shop' (2 tables with 5 rows, 1 view)", for each.</summary>
    public IReadOnlyList<string> Scope => [.. Databases.Select(it => $"'{it.Database}' ({Sizes(it)})")];

    private static string Sizes(DatabaseFingerprint database) => string.Join(", ",
    [
        $"{FailureText.Count(database.Tables.Count, "table")} with {Words.Rows(database.Rows)}",
        .. database.Objects.Where(it => it.Name.Length > 0).GroupBy(it => it.Kind).Select(kind => FailureText.Count(kind.Count(), kind.Key.ToWords())),
    ]);

    /// <summary>System databases aside.</summary>
    private static async Task<IReadOnlyList<string>> DatabasesAsync(MySqlServer server, CancellationToken token)
    {
        await using var connection = new MySqlConnection(server.RootConnectionString);
        await connection.OpenAsync(token);
        await using var command = new MySqlCommand(
            "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys', 'ndbinfo') "
            + "ORDER BY SCHEMA_NAME",
            connection);
        await using var reader = await command.ExecuteReaderAsync(token);
        List<string> names = [];
        while (await reader.ReadAsync(token)) names.Add(reader.Text(0));
        return names;
    }

    /// <summary>An empty database is one of several; accounts are the server's, so that they are read once.</summary>
    private static Task<DatabaseFingerprint> ReadAsync(
        MySqlServer server, string database, BackupDrillOptions options, bool isFirst, CancellationToken token) => DatabaseFingerprint.ReadAsync(
            server.RootConnectionString, database, options.Fingerprint with { MayBeEmpty = true, Accounts = options.Fingerprint.Accounts && isFirst }, token);

    private static async Task<IReadOnlyList<UnusableObject>> TryAsync(MySqlServer server, IReadOnlyList<DatabaseFingerprint> databases, CancellationToken token)
    {
        List<UnusableObject> unusable = [];
        foreach (var database in databases) unusable.AddRange(await ObjectTrial.RunAsync(server.RootConnectionString, database, token));
        return unusable;
    }
}
