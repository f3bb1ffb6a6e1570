using InfraSpecs.MySql;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.MySql.Fingerprint;

[RequiresEngine]
public sealed class FingerprintTypeSpecs(BareMySql mysql, BareMariaDb mariaDb) : IClassFixture<BareMySql>, IClassFixture<BareMariaDb>
{
    private const string MySqlDump = "mysqldump --no-tablespaces --set-gtid-purged=OFF";
    private const string MySqlClient = "mysql";

    private static readonly FingerprintOptions All = new();

    [Fact]
    public Task A_change_of_each_type_is_noticed_and_named_on_MySQL() => EachChangeIsNamedAsync(mysql);

    [Fact]
    public Task A_change_of_each_type_is_noticed_and_named_on_MariaDB() => EachChangeIsNamedAsync(mariaDb);

    [Fact]
    public async Task The_same_values_have_the_same_fingerprint_on_MySQL_and_MariaDB()
    {
        foreach (var server in new BareServer[] { mysql, mariaDb })
        {
            await server.CreateAsync("types", "SET sql_mode = ''", "SET time_zone = '+00:00'", EveryColumnType.Create("t"), EveryColumnType.Insert("t"),
                EveryColumnType.Insert("t").Replace("(c_", "(id, c_").Replace("VALUES (", "VALUES (7, "));
        }

        var there = await DatabaseFingerprint.ReadAsync(mariaDb.ConnectionString, "types", All, Token);
        there.Should().MatchFingerprint(await DatabaseFingerprint.ReadAsync(mysql.ConnectionString, "types", All, Token));
    }

    [Fact]
    public async Task A_dump_of_MySQL_restored_into_MariaDB_matches_and_back_again()
    {
        await mysql.CreateAsync("types", [
            "SET sql_mode = ''", EveryColumnType.Create("t"), EveryColumnType.Insert("t"), "UPDATE t SET c_float = 0.5, c_float_small = -1.25",
            "CREATE TABLE child (t_id INT, n INT DEFAULT 5, s VARCHAR(10) DEFAULT 'it''s', d DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3), "
            + "e DECIMAL(5,2) NOT NULL DEFAULT 1.5, b BIT(2) DEFAULT b'10', FOREIGN KEY (t_id) REFERENCES t (id) ON DELETE CASCADE) COMMENT 'it has no key'",
            "INSERT INTO child (t_id, d) VALUES (1, '2024-01-01 00:00:00.123'), (NULL, NULL)",
            "CREATE VIEW v AS SELECT id, c_tinyint + 1 AS n, CONCAT(c_char, 'é') AS s FROM t WHERE c_enum IN ('a', '')",
            "CREATE TRIGGER tr BEFORE INSERT ON child FOR EACH ROW SET NEW.n = NEW.n + 1",
            "CREATE FUNCTION f(a INT UNSIGNED, b VARCHAR(10)) RETURNS INT DETERMINISTIC COMMENT 'c' RETURN a + 1",
            "CREATE EVENT ev ON SCHEDULE EVERY 1 HOUR STARTS '2024-01-01 00:00:00' DISABLE DO SET @a = 1",
        ]);
        var before = await DatabaseFingerprint.ReadAsync(mysql.ConnectionString, "types", All, Token);

        await RestoreAsync(mysql, MySqlDump, mariaDb, "mariadb", "restored");
        var there = await DatabaseFingerprint.ReadAsync(mariaDb.ConnectionString, "restored", All, Token);
        there.Should().MatchFingerprint(before);

        // MariaDB's dump writes values for generated columns, which MySQL refuses.
        await mariaDb.ExecuteAsync("restored", "ALTER TABLE t DROP COLUMN g_virtual, DROP COLUMN g_stored");
        there = await DatabaseFingerprint.ReadAsync(mariaDb.ConnectionString, "restored", All, Token);
        await RestoreAsync(mariaDb, "mariadb-dump", mysql, MySqlClient, "back", "restored");
        var back = await DatabaseFingerprint.ReadAsync(mysql.ConnectionString, "back", All, Token);
        back.DifferencesFrom(there).Select(it => it.Sentence).Should().BeEquivalentTo(
            [
                "column 'c_json' of table 't' is: longtext collate utf8mb4_bin null; it was: json null",
                "column 'c_json_null' of table 't' is: longtext collate utf8mb4_bin null; it was: json null",
                "check 'json_valid c_json' of table 't' is new: json_valid(`c_json`)",
                "check 'json_valid c_json_null' of table 't' is new: json_valid(`c_json_null`)",
            ],
            "a dump of MariaDB knows JSON columns only as texts with a check; all else is the same, and so are the documents");
    }

    /// <summary>What MySQL and MariaDB write down differently.</summary>
    private static readonly string[] Expressions =
    [
        "UCASE(s)", "LCASE(s)", "MID(s, 1, 2)", "SUBSTRING(s, 2)", "CHARACTER_LENGTH(s)", "OCTET_LENGTH(s)", "POWER(n, 2)", "CEILING(d)", "NOW(3)", "LOCALTIME()",
        "CURRENT_DATE()", "DAYOFMONTH(t)", "MOD(n, 3)", "n % 3", "n DIV 3", "NOT n", "n <> 3", "n IS NOT TRUE", "n XOR 1", "n AND d OR s", "s LIKE 'a%'",
        "s NOT LIKE 'a|%' ESCAPE '|'", "CONCAT(s, 'x') NOT LIKE 'b'", "ISNULL(n)", "s COLLATE utf8mb4_bin", "CONVERT(s USING latin1)", "CAST(s AS CHAR(10))", "CAST(n AS DECIMAL(10,2))",
        "CAST(s AS BINARY)", "DATE_ADD(t, INTERVAL 1 DAY)", "TIMESTAMPADD(HOUR, 1, t)", "WEEK(t)", "POSITION('a' IN s)", "CHAR(65 USING utf8mb4)", "SCHEMA()", "SESSION_USER()",
        "JSON_EXTRACT(j, '$.a')", "'it''s  (\"two\")'", @"'back\\slash'", "_latin1'abc'", "x'6162'", "b'101'", "TRUE", "DATE '2024-01-01'", "(n + 1) * 2",
        "EXISTS (SELECT 1 FROM t1 b WHERE b.id = t1.n)", "LAG(n) OVER (ORDER BY n)", "SUM(n) OVER (ORDER BY n ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)", "ST_GeomFromText('POINT(1 2)')",
    ];

    [Fact]
    public async Task Expressions_that_the_other_server_writes_otherwise_are_no_difference()
    {
        await mysql.CreateAsync("types", [.. Corpus("f VARCHAR(9) DEFAULT (CONCAT('a', 'b')), g INT DEFAULT (1 + 2), h DATE DEFAULT (CURRENT_DATE), "), "CREATE FUNCTION fu(a VARCHAR(9)) RETURNS VARCHAR(9) DETERMINISTIC RETURN UCASE(a)"]);
        var before = await DatabaseFingerprint.ReadAsync(mysql.ConnectionString, "types", new FingerprintOptions { MayBeEmpty = true }, Token);
        await RestoreAsync(mysql, MySqlDump, mariaDb, "mariadb", "restored");
        (await DatabaseFingerprint.ReadAsync(mariaDb.ConnectionString, "restored", new FingerprintOptions { MayBeEmpty = true }, Token)).Should().MatchFingerprint(before);

        // MariaDB's dump writes expressions as defaults, a mode of its own, and a collation with each routine, in ways that MySQL refuses.
        await mariaDb.CreateAsync("types", ["SET sql_mode = 'STRICT_TRANS_TABLES'", .. Corpus(""), "CREATE VIEW matching AS SELECT s REGEXP 'a' AS y, s NOT REGEXP 'b' AS n FROM t1"]);
        before = await DatabaseFingerprint.ReadAsync(mariaDb.ConnectionString, "types", new FingerprintOptions { MayBeEmpty = true }, Token);
        await RestoreAsync(mariaDb, "mariadb-dump", mysql, MySqlClient, "back");
        (await DatabaseFingerprint.ReadAsync(mysql.ConnectionString, "back", new FingerprintOptions { MayBeEmpty = true }, Token)).Should().MatchFingerprint(before);
    }

    [Fact]
    public async Task What_a_server_writes_down_otherwise_the_second_time_is_no_difference()
    {
        string[] queries =
        [
            "t1, t2", "t1 JOIN t2 ON t1.id = t2.id", "t1 LEFT JOIN (t2, t3) ON t1.id = t2.id", "t1 LEFT JOIN t2 USING (id) LEFT JOIN t3 USING (id)", "t1, t2 NATURAL JOIN t3",
            "(SELECT t1.id FROM t1, t2) x, t3", "t1 STRAIGHT_JOIN t2", "t1 RIGHT JOIN t2 ON t1.id = t2.id JOIN t3 ON t3.id = t2.id", "t1 WHERE t1.id IN (SELECT t2.id FROM t2, t3)",
        ];
        string[] schema =
        [
            .. Enumerable.Range(1, 3).Select(i => $"CREATE TABLE t{i} (id INT PRIMARY KEY, n{i} INT, s{i} VARCHAR(9) DEFAULT 'it''s', CHECK (n{i} > 0), KEY (n{i} DESC))"),
            .. queries.Select((from, index) => $"CREATE VIEW v{index} AS SELECT 1 AS one FROM {from}"),
            // The columns have their collation from the table first, and from the dump's own words then.
            "CREATE TABLE c (a VARCHAR(9), b ENUM('x y', 'it''s, z') NOT NULL, c TEXT, d VARCHAR(9) CHARACTER SET latin1 COLLATE latin1_bin, e VARCHAR(9) AS (UPPER(a))) "
            + "DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci",
            "CREATE TABLE m (a VARCHAR(9), b LONGTEXT) DEFAULT CHARSET=latin1", "ALTER TABLE m DEFAULT CHARSET utf8mb4, ADD c VARCHAR(9) COLLATE utf8mb4_bin",
            "CREATE TABLE p (id INT, y INT NOT NULL, KEY (id)) PARTITION BY RANGE COLUMNS (y) (PARTITION a VALUES LESS THAN (3) COMMENT = 'x', PARTITION b VALUES LESS THAN (MAXVALUE))",
            "CREATE TRIGGER tr BEFORE INSERT ON t1 FOR EACH ROW /* why */ SET NEW.n1 = NEW.n1 + 1", "CREATE EVENT ev ON SCHEDULE EVERY 1 HOUR STARTS '2024-01-01 00:00:00' DISABLE COMMENT 'c' DO SET @a = 1",
        ];
        foreach (var (server, dump, client) in new (BareServer, string, string)[] { (mysql, MySqlDump, MySqlClient), (mariaDb, "mariadb-dump", "mariadb --comments") })
        {
            await server.CreateAsync("types", schema);
            var before = await DatabaseFingerprint.ReadAsync(server.ConnectionString, "types", new FingerprintOptions { MayBeEmpty = true }, Token);
            await RestoreAsync(server, dump, server, client, "restored");
            (await DatabaseFingerprint.ReadAsync(server.ConnectionString, "restored", new FingerprintOptions { MayBeEmpty = true }, Token)).Should().MatchFingerprint(before);
        }
    }

    private static IEnumerable<string> Corpus(string computed) =>
    [
        "CREATE TABLE t1 (id INT PRIMARY KEY, n INT, d DOUBLE, s VARCHAR(20), t DATETIME, j VARCHAR(50)) COLLATE utf8mb4_general_ci",
        "CREATE TABLE t2 (id INT PRIMARY KEY, a BIT DEFAULT b'1', b DECIMAL(5,2) DEFAULT 1.50, c ENUM('x','y') DEFAULT 'y', e TIMESTAMP(3) NULL DEFAULT CURRENT_TIMESTAMP(3), "
        + $"{computed}i VARBINARY(3) DEFAULT 'a', i2 BINARY(3) DEFAULT x'ab', k YEAR DEFAULT 2024, l TEXT, m VARCHAR(9) DEFAULT '', o INT DEFAULT -1, "
        + "p VARCHAR(9) AS (UPPER(s)), q INT AS (MOD(o, 3)) STORED, s VARCHAR(9), CHECK (s NOT LIKE 'x%' AND UCASE(s) <> 'A (B)  C')) COLLATE utf8mb4_general_ci",
        "CREATE TABLE t3 (id INT, y INT, KEY k (y)) COLLATE utf8mb4_general_ci PARTITION BY RANGE (y) (PARTITION p0 VALUES LESS THAN (5), PARTITION p1 VALUES LESS THAN MAXVALUE)",
        .. Expressions.Select((expression, index) => $"CREATE VIEW v{index} AS SELECT {expression} AS x FROM t1"),
    ];

    [Fact]
    public async Task Floats_that_a_dump_rounds_to_six_digits_are_named()
    {
        await mysql.CreateAsync("types", "CREATE TABLE t (id INT PRIMARY KEY, exact FLOAT, rounded FLOAT)", "INSERT INTO t VALUES (1, 0.1, 16777216)");
        var before = await DatabaseFingerprint.ReadAsync(mysql.ConnectionString, "types", All, Token);
        await RestoreAsync(mysql, MySqlDump, mysql, MySqlClient, "restored");
        var after = await DatabaseFingerprint.ReadAsync(mysql.ConnectionString, "restored", All, Token);
        after.DifferencesFrom(before).Select(it => it.Sentence).Should().Equal("column 'rounded' of table 't' has other values in id 1");
    }

    private static async Task RestoreAsync(BareServer from, string dump, BareServer to, string client, string database, string source = "types")
    {
        await to.CreateAsync(database);
        var dumped = await from.Container.ExecAsync(["sh", "-c", $"MYSQL_PWD=$MYSQL_ROOT_PASSWORD {dump} -uroot --hex-blob --routines --triggers --events {source} > /tmp/dump.sql"], Token);
        dumped.ExitCode.Should().Be(0, dumped.Error);
        // Names that the other one does not know: of a type, and of a collation.
        if (from.GetType() != to.GetType()) await from.Container.ExecAsync(["sed", "-i", "s/` geomcollection/` geometrycollection/; s/utf8mb4_uca1400_ai_ci/utf8mb4_0900_ai_ci/", "/tmp/dump.sql"], Token);
        await to.Container.Testcontainer.CopyAsync((await from.Container.FindFileContentAsync("/tmp/dump.sql", Token))!, "/tmp/restore.sql", ct: Token);
        var restored = await to.Container.ExecAsync(["sh", "-c", $"MYSQL_PWD=$MYSQL_ROOT_PASSWORD {client} -uroot {database} < /tmp/restore.sql"], Token);
        restored.ExitCode.Should().Be(0, restored.Error);
    }

    private static async Task EachChangeIsNamedAsync(BareServer server)
    {
        const string Before = "SET sql_mode = ''";
        await server.CreateAsync("types", Before, EveryColumnType.Create("t"), EveryColumnType.Insert("t"), EveryColumnType.Insert("t").Replace("(c_", "(id, c_").Replace("VALUES (", "VALUES (7, "));
        var before = await DatabaseFingerprint.ReadAsync(server.ConnectionString, "types", All, Token);
        List<string> unnoticed = [];
        foreach (var (name, _, value, other) in EveryColumnType.Columns)
        {
            await server.ExecuteAsync("types", Before, $"UPDATE t SET {name} = {other} WHERE id = 7");
            var after = await DatabaseFingerprint.ReadAsync(server.ConnectionString, "types", All, Token);
            var named = after.DifferencesFrom(before).Where(it => !it.Column!.StartsWith("g_", StringComparison.Ordinal)).Select(it => it.Sentence).ToList();
            if (named is not [var only] || only != $"column '{name}' of table 't' has other values in id 7") unnoticed.Add($"{name}: {string.Join("; ", named)}");
            await server.ExecuteAsync("types", Before, $"UPDATE t SET {name} = {value} WHERE id = 7");
        }

        unnoticed.Should().BeEmpty();
        (await DatabaseFingerprint.ReadAsync(server.ConnectionString, "types", All, Token)).Should().MatchFingerprint(before);
    }
}
