namespace InfraSpecs.MySql;

/// <summary>Asks the server for the statements that create things, for all of them at once.</summary>
internal static class CreateReader
{
    /// <param name="snapshot">Where.</param>
    /// <param name="things">As SHOW CREATE takes them: "VIEW", "`shop`.`rich`".</param>
    /// <param name="token">Ends the reading.</param>
    public static async Task<IReadOnlyList<CreateStatement>> ReadAsync(
        SnapshotConnection snapshot, IReadOnlyList<(string What, string Place)> things, CancellationToken token) => things.Count == 0
        ? []
        : await snapshot.BatchAsync(
            things.Select(thing => $"SHOW CREATE {thing.What} {thing.Place}"),
            (reader, index) => CreateStatement.Parse(snapshot, reader.Text(Column(things[index].What)), things[index].What == "TABLE"),
            token);

    /// <summary>In which column the statement is.</summary>
    private static int Column(string what) => what switch { "TABLE" or "VIEW" or "DATABASE" => 1, "EVENT" => 3, _ => 2 };
}
