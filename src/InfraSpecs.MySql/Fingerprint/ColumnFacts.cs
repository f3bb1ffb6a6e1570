using System.Text.RegularExpressions;

namespace InfraSpecs.MySql;

/// <summary>A column as information_schema tells of it.</summary>
internal sealed partial record ColumnFacts(
    string Table, string Name, string DataType, string ColumnType, bool Nullable, string? Default, string Extra, string Generated,
    string? Collation, string Comment, string? SpatialReference, bool IsJson, bool IsMariaDb)
{
    private static readonly HashSet<string> WholeNumbers = ["tinyint", "smallint", "mediumint", "int", "bigint"];

    public bool IsWholeNumber => WholeNumbers.Contains(DataType);

    public bool IsUnsigned => ColumnType.Contains("unsigned", StringComparison.Ordinal);

    /// <summary>In one form for all servers: MySQL 8 has dropped display widths, MariaDB's JSON is a text with a check.</summary>
    public string Type => IsJson && IsMariaDb ? "json" : DisplayWidth().Replace(ColumnType, "$1").Replace("year(4)", "year").Replace("geometrycollection", "geomcollection");

    public string Definition()
    {
        var extra = Extra.ToLowerInvariant().Replace("default_generated", "").Replace("current_timestamp()", "current_timestamp").Trim();
        string?[] parts =
        [
            Type,
            Collation is null || (IsJson && IsMariaDb) ? null : $"collate {Collation}",
            SpatialReference is null ? null : $"srid {SpatialReference}",
            Nullable ? "null" : "not null",
            DefaultText() is { } text ? $"default {text}" : null,
            extra.Length == 0 ? null : extra,
            Generated.Length == 0 ? null : $"as ({Generated})",
            Comment.Length == 0 ? null : $"comment '{Comment}'",
        ];
        return string.Join(' ', parts.Where(part => part is not null));
    }

    /// <summary>MariaDB writes defaults as SQL, with quotation marks around strings; MySQL writes the bare value, and says that it is an
    /// expression elsewhere.</summary>
    private string? DefaultText()
    {
        if (Default is null || (IsMariaDb && Default == "NULL")) return null;
        if (Default.StartsWith("current_timestamp", StringComparison.OrdinalIgnoreCase)) return Default.ToLowerInvariant().Replace("()", "");
        if (!IsMariaDb) return Extra.Contains("DEFAULT_GENERATED", StringComparison.Ordinal) ? $"({Default})" : $"'{Default}'";
        if (Default is ['\'', .. var inner, '\'']) return $"'{inner.Replace("''", "'").Replace("\\\\", "\\")}'";
        return Literal().IsMatch(Default) ? $"'{Default}'" : $"({Default})";
    }

    [GeneratedRegex(@"^((?:tiny|small|medium|big)?int)\(\d+\)(?!.*zerofill)")]
    private static partial Regex DisplayWidth();

    [GeneratedRegex(@"^(-?[\d.]+([eE][-+]?\d+)?|b'[01]+'|[xX]'[0-9a-fA-F]+')$")]
    private static partial Regex Literal();
}
