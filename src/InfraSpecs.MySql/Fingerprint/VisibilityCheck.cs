namespace InfraSpecs.MySql;

/// <summary>
/// Makes sure that the account sees what it is to read: to one without the privilege, information_schema shows no trigger, event or routine at
/// all, and a dropped one would not be missed.
/// </summary>
internal static class VisibilityCheck
{
    public static async Task RunAsync(SnapshotConnection snapshot, CancellationToken token)
    {
        var options = snapshot.Options;
        // The grants of a role cannot be asked for as simply, so that an account with an active role is believed.
        var hasRole = snapshot.Server.IsMariaDb || snapshot.Server.IsMySqlFrom(8, 0, 0)
            ? (await snapshot.QueryAsync("SELECT CURRENT_ROLE()", reader => reader.Optional(0), token))[0] is not (null or "NONE")
            : false;
        if (hasRole) return;
        var grantee = SqlDialects.Quoted(Grantee((await snapshot.QueryAsync("SELECT CURRENT_USER()", reader => reader.Text(0), token))[0]));
        var granted = await snapshot.QueryAsync(
            $"SELECT PRIVILEGE_TYPE FROM information_schema.USER_PRIVILEGES WHERE GRANTEE = {grantee} "
            + $"UNION SELECT PRIVILEGE_TYPE FROM information_schema.SCHEMA_PRIVILEGES WHERE GRANTEE = {grantee} AND @db LIKE TABLE_SCHEMA",
            reader => reader.Text(0), token);
        (bool Wanted, string Privilege, string What)[] needs =
            [(true, "SELECT", "tables"), (options.Triggers, "TRIGGER", "triggers"), (options.Events, "EVENT", "events"), (options.Routines, "EXECUTE", "routines")];
        foreach (var (_, privilege, what) in needs.Where(need => need.Wanted && !granted.Contains(need.Privilege)))
        {
            throw MySqlServerException.FingerprintUnreadable(
                snapshot.Database, $"the account has no {privilege} privilege on it, without which {what} are hidden",
                "read it with an account that may see all, as root, or leave the part out by FingerprintOptions.");
        }
    }

    /// <summary>A name may have an @ of its own; what stands behind the last one is the host.</summary>
    private static string Grantee(string account)
    {
        var at = account.LastIndexOf('@');
        return $"'{account[..at]}'@'{account[(at + 1)..]}'";
    }
}
