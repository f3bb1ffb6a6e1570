namespace InfraSpecs.MySql;

/// <summary>Reads how tables are partitioned.</summary>
internal static class PartitionReader
{
    public static async Task<ILookup<string, SchemaObject>> ReadAsync(SnapshotConnection snapshot, CancellationToken token)
    {
        var partitions = await snapshot.QueryAsync(
            "SELECT TABLE_NAME, PARTITION_METHOD, PARTITION_EXPRESSION, SUBPARTITION_METHOD, SUBPARTITION_EXPRESSION, PARTITION_NAME, PARTITION_DESCRIPTION, "
            + "SUBPARTITION_NAME FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = @db AND PARTITION_NAME IS NOT NULL "
            + "ORDER BY TABLE_NAME, PARTITION_ORDINAL_POSITION, SUBPARTITION_ORDINAL_POSITION",
            reader => (
                Table: reader.Text(0),
                By: $"by {reader.Text(1).ToLowerInvariant()} ({reader.Text(2)})"
                    + (reader.IsDBNull(3) ? "" : $" and {reader.Text(3).ToLowerInvariant()} ({reader.Text(4)})"),
                Part: string.Join(' ', new[] { reader.Text(5), reader.Text(7), reader.Text(6) }.Where(part => part.Length > 0))),
            token);
        return partitions.GroupBy(part => part.Table)
            .Select(parts => new SchemaObject(SchemaObjectKind.Partitions, "", parts.Key, $"{parts.First().By}: {string.Join(", ", parts.Select(part => part.Part))}"))
            .ToLookup(it => it.Table!);
    }
}
