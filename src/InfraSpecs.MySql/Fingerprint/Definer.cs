using MySqlConnector;

namespace InfraSpecs.MySql;

/// <summary>An account that views, routines, triggers or events are run as.</summary>
/// <param name="Account">"app@%".</param>
/// <param name="Exists">Whether the server has it; without it, whoever uses these things gets error 1449.</param>
/// <param name="UsedBy">"view 'rich'", "trigger 'audit'".</param>
internal sealed record Definer(string Account, bool Exists, IReadOnlyList<string> UsedBy)
{
    /// <summary>Looks whether they exist; null if the account that reads may not.</summary>
    public static async Task<IReadOnlyList<Definer>?> ReadAsync(SnapshotConnection snapshot, IReadOnlyList<SchemaObject> objects, CancellationToken token)
    {
        var uses = objects.Where(it => it.Definer is not null).ToLookup(it => it.Definer!, it => $"{it.Kind.ToWords()} '{it.Name}'");
        if (uses.Count == 0) return [];
        try
        {
            var accounts = (await snapshot.QueryAsync("SELECT User, Host FROM mysql.user", reader => (User: reader.Text(0), Host: reader.Text(1)), token))
                // A role of MariaDB has no host.
                .SelectMany(it => it.Host.Length == 0 ? new[] { it.User, $"{it.User}@" } : [$"{it.User}@{it.Host}"]).ToHashSet();
            return [.. uses.Select(group => new Definer(group.Key, accounts.Contains(group.Key), [.. group]))];
        }
        catch (MySqlException e) when (e.ErrorCode is MySqlErrorCode.TableAccessDenied or MySqlErrorCode.ColumnAccessDenied or MySqlErrorCode.DatabaseAccessDenied)
        {
            return null;
        }
    }
}
