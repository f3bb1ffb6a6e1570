using System.Text.RegularExpressions;

namespace InfraSpecs.MySql;

/// <summary>Something that a database defines: a column, an index, a view, a trigger.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Table">The table it belongs to; null where it belongs to none.</param>
/// <param name="Definition">What it is defined as, with what servers write differently without meaning it brought into one form.</param>
public sealed partial record SchemaObject(SchemaObjectKind Kind, string Name, string? Table, string Definition)
{
    /// <summary>SQL modes that only one of MySQL and MariaDB has.</summary>
    private static readonly HashSet<string> OwnModes =
    [
        "NO_AUTO_CREATE_USER", "NO_FIELD_OPTIONS", "NO_KEY_OPTIONS", "NO_TABLE_OPTIONS", "ORACLE", "MSSQL", "DB2", "MAXDB", "POSTGRESQL", "MYSQL323", "MYSQL40",
        "IGNORE_BAD_TABLE_OPTIONS", "EMPTY_STRING_IS_NULL", "SIMULTANEOUS_ASSIGNMENT", "TIME_ROUND_FRACTIONAL", "TIME_TRUNCATE_FRACTIONAL",
    ];

    /// <summary>"column 'name' of table 'user'".</summary>
    public string Subject => $"{Kind.ToWords()} '{Name}'" + (Table is null ? "" : $" of table '{Table}'");

    internal (SchemaObjectKind, string, string?) Key => (Kind, Name, Table);

    /// <summary>The statement that creates it, which says what the columns of information_schema leave out; null where it has none of its own.</summary>
    internal CreateStatement? Create { get; init; }

    /// <summary>The account that it is run as: "app@%"; null for what is not run.</summary>
    internal string? Definer { get; init; }

    /// <summary>
    /// Whether both mean the same. One family of servers writes a definition in one way; MySQL and MariaDB put other parentheses, spaces and
    /// character set introducers into the same expression, name functions and Unicode collations differently, and have SQL modes of their own.
    /// </summary>
    internal bool Means(SchemaObject other, bool sameFamily) =>
        Definition == other.Definition || (!sameFamily && Loosened(Definition) == Loosened(other.Definition));

    private static string Loosened(string definition) => SqlDialects.Words(Modes().Replace(
        definition, modes => string.Join(',', modes.Value.Split(',').Where(mode => !OwnModes.Contains(mode)))));

    [GeneratedRegex(@"(?<=\nsql_mode ).+")]
    private static partial Regex Modes();
}
