namespace InfraSpecs.MySql;

/// <summary>Reads foreign keys and checks.</summary>
internal static class ConstraintReader
{
    public static async Task<IReadOnlyList<SchemaObject>> ReadAsync(SnapshotConnection snapshot, CancellationToken token) =>
        [.. await ForeignKeysAsync(snapshot, token), .. (await ChecksAsync(snapshot, token)).Where(check => !IsOfMariaDbJson(snapshot, check))];

    /// <summary>RESTRICT and NO ACTION are the same to InnoDB; MariaDB has the one as its default, MySQL the other.</summary>
    private static Task<List<SchemaObject>> ForeignKeysAsync(SnapshotConnection snapshot, CancellationToken token) => snapshot.QueryAsync(
        "SELECT r.TABLE_NAME, r.CONSTRAINT_NAME, r.UPDATE_RULE, r.DELETE_RULE, "
        + "GROUP_CONCAT(k.COLUMN_NAME ORDER BY k.ORDINAL_POSITION SEPARATOR ', '), "
        + "CONCAT(IF(MAX(k.REFERENCED_TABLE_SCHEMA) = @db, '', CONCAT(MAX(k.REFERENCED_TABLE_SCHEMA), '.')), MAX(k.REFERENCED_TABLE_NAME)), "
        + "GROUP_CONCAT(k.REFERENCED_COLUMN_NAME ORDER BY k.ORDINAL_POSITION SEPARATOR ', ') "
        + "FROM information_schema.REFERENTIAL_CONSTRAINTS r JOIN information_schema.KEY_COLUMN_USAGE k "
        + "ON k.CONSTRAINT_SCHEMA = r.CONSTRAINT_SCHEMA AND k.CONSTRAINT_NAME = r.CONSTRAINT_NAME AND k.TABLE_NAME = r.TABLE_NAME "
        + "WHERE r.CONSTRAINT_SCHEMA = @db GROUP BY r.TABLE_NAME, r.CONSTRAINT_NAME, r.UPDATE_RULE, r.DELETE_RULE",
        reader => new SchemaObject(
            SchemaObjectKind.ForeignKey, reader.Text(1), reader.Text(0),
            $"({reader.Text(4)}) references {reader.Text(5)} ({reader.Text(6)}) on update {Rule(reader.Text(2))} on delete {Rule(reader.Text(3))}"),
        token);

    /// <summary>Named after their condition: the names that servers give to checks without one are not the same.</summary>
    public static async Task<List<SchemaObject>> ChecksAsync(SnapshotConnection snapshot, CancellationToken token)
    {
        if (!snapshot.Server.IsMariaDb && !snapshot.Server.IsMySqlFrom(8, 0, 16)) return [];
        var sql = snapshot.Server.IsMariaDb
            ? "SELECT TABLE_NAME, CHECK_CLAUSE, 'YES' FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = @db"
            : "SELECT t.TABLE_NAME, c.CHECK_CLAUSE, t.ENFORCED FROM information_schema.CHECK_CONSTRAINTS c JOIN information_schema.TABLE_CONSTRAINTS t "
              + "ON t.CONSTRAINT_SCHEMA = c.CONSTRAINT_SCHEMA AND t.CONSTRAINT_NAME = c.CONSTRAINT_NAME AND t.CONSTRAINT_TYPE = 'CHECK' "
              + "WHERE c.CONSTRAINT_SCHEMA = @db";
        return await snapshot.QueryAsync(
            sql,
            reader => Check(reader.Text(0), snapshot.Server.IsMariaDb ? reader.Text(1) : SqlDialects.Unescaped(reader.Text(1)), reader.Text(2) == "YES"), token);
    }

    private static SchemaObject Check(string table, string condition, bool isEnforced) =>
        new(SchemaObjectKind.Check, SqlDialects.Words(condition), table, condition + (isEnforced ? "" : " not enforced"));

    private static bool IsOfMariaDbJson(SnapshotConnection snapshot, SchemaObject check) =>
        snapshot.Server.IsMariaDb && check.Definition.StartsWith("json_valid(`", StringComparison.Ordinal);

    private static string Rule(string rule) => rule == "NO ACTION" ? "restrict" : rule.ToLowerInvariant();
}
