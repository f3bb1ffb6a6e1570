namespace InfraSpecs.EngineSpecs.MySql;

/// <summary>One table with a column of each type, a value for it, and one that is as like it as can be.</summary>
internal static class EveryColumnType
{
    /// <summary>Name, type, value, another value; as SQL.</summary>
    public static readonly (string Name, string Type, string Value, string Other)[] Columns =
    [
        ("c_tinyint", "TINYINT", "-128", "-127"),
        ("c_bool", "BOOL", "TRUE", "FALSE"),
        ("c_smallint", "SMALLINT UNSIGNED", "65535", "65534"),
        ("c_mediumint", "MEDIUMINT", "-8388608", "8388607"),
        ("c_int", "INT", "0", "NULL"),
        ("c_zerofill", "INT(6) ZEROFILL", "42", "43"),
        ("c_bigint", "BIGINT UNSIGNED", "18446744073709551615", "18446744073709551614"),
        ("c_decimal", "DECIMAL(65,30)", "1.000000000000000000000000000001", "1.000000000000000000000000000002"),
        ("c_float", "FLOAT", "16777216", "16777214"),
        ("c_float_small", "FLOAT", "-1.17549435e-38", "-1.1754945e-38"),
        ("c_float_places", "FLOAT(7,3)", "0.125", "0.126"),
        ("c_double", "DOUBLE", "0.1", "0.10000000000000002"),
        ("c_double_large", "DOUBLE", "-1.7976931348623157e308", "-1.7976931348623155e308"),
        ("c_bit", "BIT(10)", "b'1000000001'", "b'1000000000'"),
        ("c_bit1", "BIT(1)", "b'0'", "NULL"),
        ("c_date", "DATE", "'2024-02-29'", "'2024-02-28'"),
        ("c_time", "TIME(3)", "'-838:59:58.999'", "'838:59:58.999'"),
        ("c_datetime", "DATETIME(6)", "'2024-01-02 03:04:05.000001'", "'2024-01-02 03:04:05.000002'"),
        ("c_timestamp", "TIMESTAMP(6) NULL", "'2024-03-31 02:30:00.000001'", "'2024-03-31 02:30:00.000000'"),
        ("c_year", "YEAR", "2024", "2023"),
        ("c_char", "CHAR(5)", "'ab'", "'aB'"),
        ("c_varchar", "VARCHAR(50)", "'ab'", "'ab '"),
        ("c_varchar_null", "VARCHAR(50)", "''", "NULL"),
        ("c_accent", "VARCHAR(50)", "'über'", "'uber'"),
        ("c_damaged", "VARCHAR(50)", "'über'", "'Ã¼ber'"),
        ("c_emoji", "VARCHAR(50)", "'🐬'", "'?'"),
        ("c_latin1", "VARCHAR(50) CHARACTER SET latin1", "'über'", "'?ber'"),
        ("c_ucs2", "VARCHAR(50) CHARACTER SET utf16 COLLATE utf16_general_ci", "'a'", "'á'"),
        ("c_binary", "BINARY(4)", "'a'", "'a '"),
        ("c_varbinary", "VARBINARY(10)", "x'00'", "x'0000'"),
        ("c_tinytext", "TINYTEXT", "'t'", "'t '"),
        ("c_text", "TEXT", "REPEAT('x', 60000)", "CONCAT(REPEAT('x', 59999), 'y')"),
        ("c_mediumtext", "MEDIUMTEXT", "''", "NULL"),
        ("c_longtext", "LONGTEXT", "'0'", "''"),
        ("c_tinyblob", "TINYBLOB", "x'ff'", "x'fe'"),
        ("c_blob", "BLOB", "x''", "NULL"),
        ("c_mediumblob", "MEDIUMBLOB", "REPEAT(x'00', 100000)", "REPEAT(x'00', 100001)"),
        ("c_longblob", "LONGBLOB", "'b'", "'B'"),
        ("c_enum", "ENUM('a','','c')", "''", "0"),
        ("c_set", "SET('x','y','z')", "'x,z'", "'x,y'"),
        ("c_json", "JSON", "'{\"b\": [1.0, 1e2, null, \"ü\"], \"a\": {\"z\": 1, \"y\": true}}'", "'{\"b\": [1.0, 1e2, null, \"ü\"], \"a\": {\"z\": \"1\", \"y\": true}}'"),
        ("c_json_null", "JSON", "'null'", "NULL"),
        ("c_geometry", "GEOMETRY", "ST_GeomFromText('POINT(1 2)')", "ST_GeomFromText('POINT(2 1)')"),
        ("c_point", "POINT", "ST_GeomFromText('POINT(1 2)')", "ST_GeomFromText('POINT(1 2)', 4326)"),
        ("c_linestring", "LINESTRING", "ST_GeomFromText('LINESTRING(0 0,1 1)')", "ST_GeomFromText('LINESTRING(1 1,0 0)')"),
        ("c_polygon", "POLYGON", "ST_GeomFromText('POLYGON((0 0,0 1,1 1,0 0))')", "ST_GeomFromText('POLYGON((0 0,0 1,1 2,0 0))')"),
        ("c_multipoint", "MULTIPOINT", "ST_GeomFromText('MULTIPOINT(0 0,1 1)')", "ST_GeomFromText('MULTIPOINT(0 0)')"),
        ("c_multiline", "MULTILINESTRING", "ST_GeomFromText('MULTILINESTRING((0 0,1 1))')", "NULL"),
        ("c_multipolygon", "MULTIPOLYGON", "ST_GeomFromText('MULTIPOLYGON(((0 0,0 1,1 1,0 0)))')", "NULL"),
        ("c_collection", "GEOMETRYCOLLECTION", "ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 1))')", "ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 1.0000000001))')"),
        ("c_vector", "VECTOR(2)", "x'0000803f00000040'", "x'0000803f01000040'"),
    ];

    public static string Create(string table) =>
        $"CREATE TABLE {table} (id INT PRIMARY KEY AUTO_INCREMENT, {string.Join(", ", Columns.Select(column => $"{column.Name} {column.Type}"))}, "
        + "g_virtual INT GENERATED ALWAYS AS (c_tinyint + 1) VIRTUAL, g_stored VARCHAR(60) GENERATED ALWAYS AS (CONCAT(c_accent, '!')) STORED, "
        + "KEY by_char (c_char, c_varchar(3)), UNIQUE KEY by_date (id, c_date), CONSTRAINT sane CHECK (c_year > 1900 AND c_char <> 'bad'))";

    public static string Insert(string table) =>
        $"INSERT INTO {table} ({string.Join(", ", Columns.Select(column => column.Name))}) VALUES ({string.Join(", ", Columns.Select(column => column.Value))})";
}
