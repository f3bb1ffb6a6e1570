namespace InfraSpecs.MySql;

/// <summary>What something is that a database defines.</summary>
public enum SchemaObjectKind
{
    /// <summary>What a new table's texts are compared by.</summary>
    DefaultCollation,

    /// <summary>A table's engine, row format and comment.</summary>
    Options,

    /// <summary>In which order a table's columns are.</summary>
    ColumnOrder,

    /// <summary>A column.</summary>
    Column,

    /// <summary>A primary key.</summary>
    Key,

    /// <summary>Any other index.</summary>
    Index,

    /// <summary>A foreign key.</summary>
    ForeignKey,

    /// <summary>A check.</summary>
    Check,

    /// <summary>A table's partitions.</summary>
    Partitions,

    /// <summary>A view.</summary>
    View,

    /// <summary>A stored procedure.</summary>
    Procedure,

    /// <summary>A stored function.</summary>
    Function,

    /// <summary>What a package of MariaDB offers.</summary>
    Package,

    /// <summary>What a package of MariaDB does.</summary>
    PackageBody,

    /// <summary>A trigger.</summary>
    Trigger,

    /// <summary>An event of the server's scheduler.</summary>
    Event,

    /// <summary>An account with its grants.</summary>
    Account,

    /// <summary>A role with its grants.</summary>
    Role,
}

internal static class SchemaObjectKinds
{
    /// <summary>As a sentence names it: "foreign key".</summary>
    public static string ToWords(this SchemaObjectKind kind) => kind switch
    {
        SchemaObjectKind.DefaultCollation => "default collation of the database",
        SchemaObjectKind.ColumnOrder => "order of the columns",
        SchemaObjectKind.ForeignKey => "foreign key",
        SchemaObjectKind.PackageBody => "package body",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
