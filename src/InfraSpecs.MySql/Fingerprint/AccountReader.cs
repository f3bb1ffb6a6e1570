using System.Text.RegularExpressions;

namespace InfraSpecs.MySql;

/// <summary>Reads the accounts of a server with their grants.</summary>
internal static partial class AccountReader
{
    public static async Task<IReadOnlyList<SchemaObject>> ReadAsync(SnapshotConnection snapshot, CancellationToken token)
    {
        // The server makes the digest, so that what stands for a password never travels.
        var role = snapshot.Server.IsMariaDb ? "is_role = 'Y'" : "FALSE";
        var accounts = await snapshot.QueryAsync(
            $"SELECT User, Host, {role}, LEFT(SHA2(CONCAT(plugin, ':', IFNULL(authentication_string, '')), 256), 16) FROM mysql.user "
            + "WHERE User NOT IN ('mysql.sys', 'mysql.session', 'mysql.infoschema', 'mariadb.sys') ORDER BY User, Host",
            reader => (User: reader.Text(0), Host: reader.Text(1), IsRole: reader.Bits(2) == 1, Digest: reader.Text(3)), token);
        List<SchemaObject> objects = [];
        foreach (var (user, host, isRole, digest) in accounts)
        {
            var name = isRole ? SqlDialects.Quoted(user) : $"{SqlDialects.Quoted(user)}@{SqlDialects.Quoted(host)}";
            var grants = await snapshot.QueryAsync($"SHOW GRANTS FOR {name}", reader => Secret().Replace(reader.Text(0), ""), token);
            var definition = $"{string.Join('\n', grants.Order(StringComparer.Ordinal))}\ncredentials {digest}";
            objects.Add(new(isRole ? SchemaObjectKind.Role : SchemaObjectKind.Account, isRole ? user : $"{user}@{host}", null, definition)
            {
                Create = isRole ? null : await CreateAsync(snapshot, name, token),
            });
        }

        return objects;
    }

    /// <summary>Which certificates it needs, when its password expires, whether it is locked.</summary>
    private static async Task<CreateStatement> CreateAsync(SnapshotConnection snapshot, string name, CancellationToken token)
    {
        var text = (await snapshot.QueryAsync($"SHOW CREATE USER {name}", reader => reader.Text(0), token))[0];
        return CreateStatement.Parse(snapshot, Secret().Replace(text, ""), isTable: false);
    }

    /// <summary>MariaDB shows the hash of the password among the grants, and both show it in the statement that creates an account.</summary>
    [GeneratedRegex(@" IDENTIFIED (?:WITH|VIA|BY) .*?(?= REQUIRE | WITH (?:MAX_|GRANT )| PASSWORD EXPIRE| ACCOUNT | DEFAULT ROLE |$)", RegexOptions.Singleline)]
    private static partial Regex Secret();
}
