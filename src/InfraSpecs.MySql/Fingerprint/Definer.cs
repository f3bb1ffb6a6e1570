using MySqlConnector;

namespace InfraSpecs.MySql;

/// <summary>An account that views, routines, triggers or events are run as.</summary>
/// <param name="Account">"app@%".</param>
/// <param name="Exists">Whether the server has it; without it, whoever uses these things gets error 1449.</param>
/// <param name="UsedBy">"view 'rich'", "trigger 'audit'".</param>
internal sealed record Definer(string Account, bool Exists, IReadOnlyList<string> UsedBy)
{
    /// <summary>Reads them; null if the account that reads may not look whether they exist.</summary>
    public static async Task<IReadOnlyList<Definer>?> ReadAsync(Snapshot snapshot, CancellationToken token)
    {
        var (sources, options) = (new List<string>(), snapshot.Options);
        if (options.Views) sources.Add("SELECT DEFINER, 'view', TABLE_NAME FROM information_schema.VIEWS WHERE TABLE_SCHEMA = @db");
        if (options.Routines) sources.Add("SELECT DEFINER, LOWER(ROUTINE_TYPE), ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = @db");
        if (options.Triggers) sources.Add("SELECT DEFINER, 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = @db");
        if (options.Events) sources.Add("SELECT DEFINER, 'event', EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA = @db");
        List<(string Account, string Use)> uses = [];
        foreach (var source in sources) uses.AddRange(await snapshot.QueryAsync(source, reader => (reader.Text(0), $"{reader.Text(1)} '{reader.Text(2)}'"), token));
        if (uses.Count == 0) return [];
        try
        {
            var accounts = (await snapshot.QueryAsync("SELECT User, Host FROM mysql.user", reader => (User: reader.Text(0), Host: reader.Text(1)), token))
                // A role of MariaDB has no host.
                .SelectMany(it => it.Host.Length == 0 ? new[] { it.User, $"{it.User}@" } : [$"{it.User}@{it.Host}"]).ToHashSet();
            return [.. uses.GroupBy(use => use.Account, use => use.Use).Select(group => new Definer(group.Key, accounts.Contains(group.Key), [.. group]))];
        }
        catch (MySqlException e) when (e.ErrorCode is MySqlErrorCode.TableAccessDenied or MySqlErrorCode.ColumnAccessDenied or MySqlErrorCode.DatabaseAccessDenied)
        {
            return null;
        }
    }
}
