namespace InfraSpecs.MySql;

/// <summary>
/// The SQL that makes checksums of rows. CRC32 of each value is multiplied with the row's key and joined by exclusive or. The product binds
/// values to rows; bare CRC32s under exclusive or would not notice two rows that exchange values. Nothing else that servers have in common
/// is as fast: MD5 and SHA1 are gone from MySQL 9.6, sums of big numbers are decimals, and concatenating a row costs more than its CRC32s.
/// </summary>
internal static class RowChecksum
{
    private static readonly HashSet<string> MayBeEmptyText =
        ["char", "varchar", "binary", "varbinary", "tinytext", "text", "mediumtext", "longtext", "tinyblob", "blob", "mediumblob", "longblob", "enum", "set"];

    /// <summary>The columns of SELECT: number of rows, keys, and one for each column. JSON is left at 0, it is read as it is; so are the
    /// columns of the key, whose checksum is that of the keys.</summary>
    public static string Aggregates(TableFacts table, KeyKind kind, string key)
    {
        var sums = table.Columns.Select(column =>
            column.IsJson || table.PrimaryKey.Contains(column.Name) ? "0"
            : kind == KeyKind.None ? $"SUM({Crc(column)})"
            : $"BIT_XOR({Crc(column)}*{key})");
        return $"COUNT(*), {(kind == KeyKind.None ? $"SUM({WholeRow(table)})" : $"BIT_XOR({key})")}, {string.Join(", ", sums)}";
    }

    /// <summary>A number below 2^32, and never 0, that stands for the row.</summary>
    /// <param name="table">The table.</param>
    /// <param name="kind">What kind of key it has.</param>
    /// <param name="isSmall">All keys are whole numbers from 1 to 2^31 - 1, so that they can stand for themselves.</param>
    public static string Key(TableFacts table, KeyKind kind, bool isSmall)
    {
        if (kind == KeyKind.None) return "1";
        var names = table.PrimaryKey.Select(Snapshot.Quote).ToList();
        if (names.Count > 1 || kind == KeyKind.Hashed) return $"((CRC32(CONCAT_WS('|', {string.Join(", ", names)})) >> 1)+1)";

        // Signed and unsigned together would become a decimal, whose product does not fit BIT_XOR.
        return isSmall ? names[0] : $"CAST(IF({names[0]} BETWEEN 1 AND 2147483647, {names[0]}, ({names[0]} & 2147483647)+2147483648) AS UNSIGNED)";
    }

    /// <summary>A number up to 2^32; NULL for NULL, which counts as 0.</summary>
    private static string Crc(ColumnFacts column)
    {
        var name = Snapshot.Quote(column.Name);
        var crc = column.DataType switch
        {
            // A float as text has 6 digits. As a double it has 17, but MySQL cuts texts of more than 22 characters before CRC32 sees them: the
            // factor makes all of them short.
            "float" => $"(CRC32(ABS({name})*1e60)+({name}<0))",
            // The error value has the same text as an empty member.
            "enum" or "set" => $"(CRC32({name})+({name}+0=0))",
            _ => $"CRC32({name})",
        };
        return column.Nullable && MayBeEmptyText.Contains(column.DataType) ? $"({crc}+1)" : crc;
    }

    private static string WholeRow(TableFacts table)
    {
        var values = table.Columns.Where(column => !column.IsJson).Select(column => $"IFNULL({Crc(column)}, 'N')").ToList();
        return values.Count == 0 ? "1" : $"CRC32(CONCAT_WS(',', {string.Join(", ", values)}))";
    }
}
