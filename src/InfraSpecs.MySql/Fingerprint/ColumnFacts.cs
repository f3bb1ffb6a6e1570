using System.Text.RegularExpressions;

namespace InfraSpecs.MySql;

/// <summary>A column as information_schema tells of it.</summary>
internal sealed partial record ColumnFacts(
    string Table, string Name, string DataType, string ColumnType, bool Nullable, string? Default, string Extra, string Generated,
    string? Collation, string Comment, string? SpatialReference, bool IsJson, bool IsMariaDb)
{
    private const string RowEnd = "ROW END";

    private static readonly HashSet<string> WholeNumbers = ["tinyint", "smallint", "mediumint", "int", "bigint"];

    /// <summary>The columns of a table with a history for which it names none, as MariaDB calls them; information_schema does not list them.</summary>
    public static IReadOnlyList<ColumnFacts> OfHistory(string table) =>
        [Moment(table, "row_start", "ROW START"), Moment(table, "row_end", RowEnd)];

    public bool IsWholeNumber => WholeNumbers.Contains(DataType);

    /// <summary>When a row of a table with a history ceased to be.</summary>
    public bool IsRowEnd => Generated == RowEnd;

    /// <summary>The number of the server's transaction in which a row came or went.</summary>
    public bool IsTransaction => DataType == "bigint" && Generated is (RowEnd or "ROW START");

    /// <summary>Bytes that are no text.</summary>
    public bool IsBinary => DataType is "binary" or "varbinary" or "bit" || DataType.EndsWith("blob", StringComparison.Ordinal);

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
            Comment.Length == 0 ? null : $"comment {SqlDialects.Literal(Comment)}",
        ];
        return string.Join(' ', parts.Where(part => part is not null));
    }

    /// <summary>MariaDB writes defaults as SQL, with quotation marks around strings; MySQL writes the bare value, and says that it is an
    /// expression elsewhere.</summary>
    private string? DefaultText()
    {
        if (Default is null || (IsMariaDb && Default == "NULL")) return null;
        if (Default.StartsWith("current_timestamp", StringComparison.OrdinalIgnoreCase)) return Default.ToLowerInvariant().Replace("()", "");
        if (!IsMariaDb) return Extra.Contains("DEFAULT_GENERATED", StringComparison.Ordinal) ? $"({SqlDialects.Unescaped(Default)})" : SqlDialects.Literal(Padded(Default));
        if (IsBinary && Default is ['x', '\'', .. var hex, '\'']) return SqlDialects.Literal(Padded("0x" + hex.ToUpperInvariant()));
        if (Default is ['\'', .. var inner, '\'']) return SqlDialects.Literal(inner.Replace("''", "'").Replace("\\\\", "\\"));
        return Literal().IsMatch(Default) ? SqlDialects.Literal(Default) : $"({Default})";
    }

    /// <summary>MariaDB writes the zeros that fill a BINARY, MySQL does not.</summary>
    private string Padded(string bytes) => DataType == "binary" ? Zeros().Replace(bytes, "") : bytes;

    private static ColumnFacts Moment(string table, string name, string what) =>
        new(table, name, "timestamp", "timestamp(6)", false, null, "STORED GENERATED, INVISIBLE", what, null, "", null, false, true);

    [GeneratedRegex("(?<=^0x(?:..)*)(?:00)+$")]
    private static partial Regex Zeros();

    [GeneratedRegex(@"^((?:tiny|small|medium|big)?int)\(\d+\)(?!.*zerofill)")]
    private static partial Regex DisplayWidth();

    [GeneratedRegex(@"^(-?[\d.]+([eE][-+]?\d+)?|b'[01]+'|[xX]'[0-9a-fA-F]+')$")]
    private static partial Regex Literal();
}
