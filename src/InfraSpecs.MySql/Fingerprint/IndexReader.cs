using System.Globalization;

namespace InfraSpecs.MySql;

/// <summary>An index with its columns.</summary>
/// <param name="Name">PRIMARY for the primary key.</param>
/// <param name="Columns">The names; empty text for an expression.</param>
/// <param name="Definition">As SQL would say it.</param>
internal sealed record IndexFacts(string Name, IReadOnlyList<string> Columns, string Definition)
{
    public SchemaObject ToSchema(string table) => new(Name == "PRIMARY" ? SchemaObjectKind.Key : SchemaObjectKind.Index, Name, table, Definition);
}

/// <summary>Reads the indexes of all tables.</summary>
internal static class IndexReader
{
    public static async Task<ILookup<string, IndexFacts>> ReadAsync(SnapshotConnection snapshot, CancellationToken token)
    {
        var expression = snapshot.Server.IsMySqlFrom(8, 0, 13) ? "EXPRESSION" : "NULL";
        var hidden = snapshot.Server.IsMySqlFrom(8, 0, 0) ? "IS_VISIBLE = 'NO'" : snapshot.Server.IsMariaDbFrom(10, 6) ? "IGNORED = 'YES'" : "FALSE";
        var parts = await snapshot.QueryAsync(
            $"SELECT TABLE_NAME, INDEX_NAME, NON_UNIQUE, COLUMN_NAME, SUB_PART, COLLATION, INDEX_TYPE, {expression}, {hidden} FROM information_schema.STATISTICS "
            + "WHERE TABLE_SCHEMA = @db ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX",
            reader => (
                Table: reader.Text(0), Index: reader.Text(1), Unique: Convert.ToInt64(reader.GetValue(2), CultureInfo.InvariantCulture) == 0,
                Column: reader.Text(3), Prefix: reader.Optional(4), Down: reader.Text(5) == "D", Type: reader.Text(6), Expression: reader.Optional(7), Hidden: reader.Bits(8) == 1),
            token);
        return parts.GroupBy(part => (part.Table, part.Index)).ToLookup(group => group.Key.Table, group =>
        {
            var first = group.First();
            var columns = group.Select(part =>
                (part.Expression is null ? part.Column : $"({SqlDialects.Unescaped(part.Expression)})")
                + (part.Prefix is null || part.Type == "SPATIAL" ? "" : $"({part.Prefix})")
                + (part.Down ? " desc" : ""));
            var kind = (first.Unique ? "unique " : "") + first.Type.ToLowerInvariant();
            return new IndexFacts(group.Key.Index, [.. group.Select(part => part.Column)], $"{kind} ({string.Join(", ", columns)}){(first.Hidden ? " not visible to the optimizer" : "")}");
        });
    }
}
