namespace InfraSpecs.MySql;

/// <summary>
/// The SQL that makes checksums of rows. CRC32 of each value is multiplied with the row's key and joined by exclusive or. The product binds
/// values to rows; bare CRC32s under exclusive or would not notice two rows that exchange values. Nothing else that servers have in common
/// is as fast: MD5 and SHA1 are gone from MySQL 9.6, sums of big numbers are decimals, and concatenating a row costs more than its CRC32s.
/// </summary>
internal static class RowChecksum
{
    /// <summary>The columns of SELECT: number of rows, keys, and one for each column. JSON is left at 0, it is read as it is; so are the
    /// columns of the key, whose checksum is that of the keys, and numbers of transactions, which are the server's own.</summary>
    public static string Aggregates(TableFacts table, KeyKind kind, string key)
    {
        var sums = table.Columns.Select(column =>
            column.IsJson || column.IsTransaction || table.PrimaryKey.Contains(column.Name) ? "0"
            : kind == KeyKind.None ? $"SUM({Value(column)})"
            : $"BIT_XOR({Value(column)}*{key})");
        return $"COUNT(*), {(kind == KeyKind.None ? $"SUM({WholeRow(table)})" : $"BIT_XOR({key})")}, {string.Join(", ", sums)}";
    }

    /// <summary>A number below 2^32, and never 0, that stands for the row; of a table without a key, the checksum of its values.</summary>
    /// <param name="table">The table.</param>
    /// <param name="kind">What kind of key it has.</param>
    /// <param name="isSmall">All keys are whole numbers from 1 to 2^31 - 1, so that they can stand for themselves.</param>
    public static string Key(TableFacts table, KeyKind kind, bool isSmall)
    {
        if (kind == KeyKind.None) return WholeRow(table);
        var columns = table.PrimaryKey.Select(name => table.Columns.First(column => column.Name == name)).ToList();

        // Of each value before they are joined: ('a,b', 'c') is not ('a', 'b,c'), and columns may have character sets that cannot be joined.
        if (columns.Count > 1) return $"((CRC32(CONCAT_WS(',', {string.Join(", ", columns.Select(Crc))})) >> 1)+1)";
        if (kind == KeyKind.Hashed) return $"(({Crc(columns[0])} >> 1)+1)";

        // Signed and unsigned together would become a decimal, whose product does not fit BIT_XOR.
        var name = SnapshotConnection.Quote(table.PrimaryKey[0]);
        return isSmall ? name : $"CAST(IF({name} BETWEEN 1 AND 2147483647, {name}, (CRC32({name}) >> 1)+2147483648) AS UNSIGNED)";
    }

    /// <summary>The values of a key as people read them.</summary>
    public static string Label(TableFacts table)
    {
        var values = table.PrimaryKey.Select(name => table.Columns.First(column => column.Name == name)).Select(column =>
            column.Collation is not null ? $"CONVERT({SnapshotConnection.Quote(column.Name)} USING utf8mb4)"
            : column.IsBinary ? $"HEX({SnapshotConnection.Quote(column.Name)})"
            : SnapshotConnection.Quote(column.Name));
        return $"LEFT(CONCAT_WS(', ', {string.Join(", ", values)}), 80)";
    }

    /// <summary>A number up to 2^32 + 1, and never 0; NULL for NULL, which counts as 0.</summary>
    private static string Value(ColumnFacts column) => $"({Crc(column)}+1)";

    private static string Crc(ColumnFacts column)
    {
        var name = SnapshotConnection.Quote(column.Name);
        return column switch
        {
            // The last moment that a server knows, which stands for "until now", is not the same in all versions.
            { IsRowEnd: true } => $"CRC32(IF({name} >= '2038-01-19 03:14:07', 'now', {name}))",
            { DataType: "float" or "double" } => Floating(name),
            // The error value has the same text as an empty member.
            { DataType: "enum" or "set" } => $"(CRC32({name})+({name}+0=0))",
            _ => $"CRC32({name})",
        };
    }

    /// <summary>
    /// A float as text has 6 digits; a double has 17, but MySQL rounds texts that are longer than 22 characters before CRC32 sees them. Small
    /// numbers are multiplied with 2^1000, once or twice, which loses nothing and makes all texts short; what was done is mixed in, and so is
    /// the sign, which 0 has too.
    /// </summary>
    private static string Floating(string name)
    {
        const string Scale = "1.0715086071862673e301";
        const string Small = "9.332636185032189e-302";
        return $"(CRC32(ABS({name})*IF(ABS({name})<1,{Scale},1)*IF(ABS({name})<{Small},{Scale},1))"
            + $" ^ IF(ABS({name})<1,715827882,0) ^ IF(ABS({name})<{Small},286331153,0) ^ IF(ATAN2({name},-1)<0,858993459,0))";
    }

    private static string WholeRow(TableFacts table)
    {
        var values = table.Columns.Where(column => !column.IsJson && !column.IsTransaction).Select(column => $"IFNULL({Crc(column)}, 'N')").ToList();
        return values.Count == 0 ? "1" : $"CRC32(CONCAT_WS(',', {string.Join(", ", values)}))";
    }
}
