using System.Text.RegularExpressions;

namespace InfraSpecs.MySql;

/// <summary>Something that a database defines: a column, an index, a view, a trigger.</summary>
/// <param name="Kind">What it is, as a sentence names it: "column", "foreign key", "trigger".</param>
/// <param name="Name">Its name.</param>
/// <param name="Table">The table it belongs to; null where it belongs to none.</param>
/// <param name="Definition">What it is defined as, with what servers write differently without meaning it brought into one form.</param>
public sealed partial record SchemaObject(string Kind, string Name, string? Table, string Definition)
{
    /// <summary>"column 'name' of table 'user'".</summary>
    public string Subject => Table is null ? $"{Kind} '{Name}'" : $"{Kind} '{Name}' of table '{Table}'";

    internal (string, string, string?) Key => (Kind, Name, Table);

    /// <summary>
    /// Whether both mean the same. One family of servers writes a definition in one way; MySQL and MariaDB put other parentheses, spaces and
    /// character set introducers into the same expression, name the same Unicode collations differently, and have other SQL modes.
    /// </summary>
    internal bool Means(SchemaObject other, bool sameFamily) =>
        Definition == other.Definition || (!sameFamily && Loosened(Definition) == Loosened(other.Definition));

    /// <summary>An expression without the parentheses, quotation marks of names and introducers that only some servers write.</summary>
    internal static string Bare(string expression) =>
        Layout().Replace(Introducer().Replace(expression.Replace("\\'", "'"), ""), " ").Trim();

    private static string Loosened(string definition)
    {
        var text = Introducer().Replace(definition.Replace("\\'", "'"), "").ToLowerInvariant();
        text = SqlMode().Replace(text, "");
        text = UnicodeCollation().Replace(text, "$1_0900_$2").Replace("utf8mb3", "utf8");
        return Layout().Replace(text, "");
    }

    [GeneratedRegex(@"(?<![\w'])_[a-zA-Z0-9]+(?=')")]
    private static partial Regex Introducer();

    [GeneratedRegex(@"\nsql_mode .*")]
    private static partial Regex SqlMode();

    [GeneratedRegex(@"(utf8mb4|utf8mb3|utf8)_uca1400_(?:nopad_)?(\w+)")]
    private static partial Regex UnicodeCollation();

    [GeneratedRegex(@"[\s`()]+")]
    private static partial Regex Layout();
}
