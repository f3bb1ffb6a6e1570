namespace InfraSpecs.MySql;

/// <summary>A table before its rows are read.</summary>
internal sealed record TableFacts(
    string Name, long RowsEstimate, ulong? AutoIncrement, IReadOnlyList<ColumnFacts> Columns, IReadOnlyList<string> PrimaryKey, IReadOnlyList<SchemaObject> Schema);
