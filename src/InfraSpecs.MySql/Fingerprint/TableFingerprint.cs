namespace InfraSpecs.MySql;

/// <summary>What a table was when it was read: its schema, its number of rows, and checksums of its content.</summary>
public sealed record TableFingerprint
{
    internal TableFingerprint(string name, IReadOnlyList<SchemaObject> schema, IReadOnlyList<string> columns, RangePlan plan, IReadOnlyList<RangeSum> ranges)
    {
        (Name, Schema, Columns, Plan, Ranges) = (name, schema, columns, plan, ranges);
        Rows = ranges.Sum(range => range.Rows);
        Whole = ranges.Count == 0 ? new(0, 0, 0, new ulong[columns.Count], null) : RangeSum.Merge(0, ranges, plan.Kind);
    }

    /// <summary>The table's name.</summary>
    public string Name { get; }

    /// <summary>How many rows it has.</summary>
    public long Rows { get; }

    /// <summary>The next value of its AUTO_INCREMENT; null if it has none, or the options left it out.</summary>
    public ulong? AutoIncrement { get; internal init; }

    /// <summary>Its columns, indexes, foreign keys, checks and options.</summary>
    public IReadOnlyList<SchemaObject> Schema { get; }

    /// <summary>Its columns in their order.</summary>
    public IReadOnlyList<string> Columns { get; }

    internal CreateStatement? Create { get; init; }

    internal RangePlan Plan { get; }

    internal IReadOnlyList<RangeSum> Ranges { get; }

    /// <summary>The checksums of the columns' values, each bound to its row's primary key, so that two rows that exchange values are noticed. 64 bits made of the server's CRC32:
    /// damage is noticed, forgery is not.</summary>
    internal RangeSum Whole { get; }
}
