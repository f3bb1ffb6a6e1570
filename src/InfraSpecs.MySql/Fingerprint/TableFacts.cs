namespace InfraSpecs.MySql;

/// <summary>A table before its rows are read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Engine">Its storage engine; only InnoDB and its like have snapshots.</param>
/// <param name="IsVersioned">MariaDB keeps the history of its rows.</param>
/// <param name="AutoIncrement">The next value; null if it has none.</param>
/// <param name="Columns">In their order.</param>
/// <param name="PrimaryKey">The names of its columns; empty if it has none.</param>
/// <param name="Schema">What it is made of.</param>
/// <param name="Create">The statement that creates it.</param>
internal sealed record TableFacts(
    string Name, string Engine, bool IsVersioned, ulong? AutoIncrement, IReadOnlyList<ColumnFacts> Columns, IReadOnlyList<string> PrimaryKey,
    IReadOnlyList<SchemaObject> Schema, CreateStatement? Create)
{
    /// <summary>With the rows of former times, which belong to the data.</summary>
    public string In(SnapshotConnection snapshot) => snapshot.Place(Name) + (IsVersioned ? " FOR SYSTEM_TIME ALL" : "");
}
