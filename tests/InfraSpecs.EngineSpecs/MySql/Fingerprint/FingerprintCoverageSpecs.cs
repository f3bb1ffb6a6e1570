using InfraSpecs.MySql;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.MySql.Fingerprint;

/// <summary>Changes that a fingerprint could miss: each is made, and must be named.</summary>
[RequiresEngine]
public sealed class FingerprintCoverageSpecs(BareMySql mysql, BareMariaDb mariaDb) : IClassFixture<BareMySql>, IClassFixture<BareMariaDb>
{

    public static TheoryData<string, string, string> Rows => new()
    {
        // All keys negative, from negative to positive, and none.
        { ManyRows(-130_000), "DELETE FROM big WHERE id > -100", "table 'big' has 129,901 rows; it had 130,000: 99 of " },
        { ManyRows(-64_999), "UPDATE big SET name = 'y' WHERE id = -60000", "column 'name' of table 'big' has other values in id -61440 to -59393" },
        { "ALTER TABLE big DROP PRIMARY KEY; " + ManyRows(1), "DELETE FROM big WHERE id = 7", "table 'big' has 129,999 rows; it had 130,000" },
        { "ALTER TABLE big MODIFY id BIGINT UNSIGNED; " + ManyRows(1), "UPDATE big SET id = id + 9223372036854775808 WHERE id = 7", "in id 0 to " },
    };

    public static TheoryData<string, string, string> Values => new()
    {
        { "CREATE TABLE t (a VARCHAR(9), b VARCHAR(9), PRIMARY KEY (a, b)); INSERT INTO t VALUES ('a|b', 'c')", "UPDATE t SET a = 'a', b = 'b|c'", "table 't' has " },
        { "CREATE TABLE t (a VARCHAR(9), b VARCHAR(9), PRIMARY KEY (a, b)); INSERT INTO t VALUES ('a,b', 'c')", "UPDATE t SET a = 'a', b = 'b,c'", "table 't' has " },
        { "CREATE TABLE t (a VARCHAR(9), b INT, n INT, PRIMARY KEY (a, b)); INSERT INTO t VALUES ('1', 11, 5)", "UPDATE t SET a = '11', b = 1", "table 't' has " },
        { "CREATE TABLE t (a VARCHAR(9) CHARACTER SET latin1, b VARCHAR(9) CHARACTER SET greek, n INT, PRIMARY KEY (a, b)); INSERT INTO t VALUES ('ä', 'ω', 1)", "UPDATE t SET n = 2", "column 'n' of table 't' has other values in a, b 'ä, ω'" },
        { "CREATE TABLE t (a BINARY(2) PRIMARY KEY, n INT); INSERT INTO t VALUES (x'00FF', 1)", "UPDATE t SET n = 2", "column 'n' of table 't' has other values in a '00FF'" },
        { "CREATE TABLE t (id BIGINT PRIMARY KEY); INSERT INTO t VALUES (1), (3000000000), (9000000000000000000)", "UPDATE t SET id = 5147483648 WHERE id = 3000000000", "table 't' has rows with other keys" },
        { "CREATE TABLE t (id DOUBLE PRIMARY KEY); INSERT INTO t VALUES (0.00000000012345678901234567)", "UPDATE t SET id = 0.00000000012345678901234565", "table 't' has " },
        { "CREATE TABLE t (id INT PRIMARY KEY, n DOUBLE); INSERT INTO t VALUES (1, -0.00000000012345678901234567)", "UPDATE t SET n = -0.00000000012345678901234565", "column 'n' of table 't' has other values in id 1" },
        { "CREATE TABLE t (id INT PRIMARY KEY, n DOUBLE); INSERT INTO t VALUES (1, 5e-324)", "UPDATE t SET n = 1e-323", "column 'n' of table 't' has other values in id 1" },
        { "CREATE TABLE t (id INT PRIMARY KEY, n DOUBLE); INSERT INTO t VALUES (1, 0.5)", "UPDATE t SET n = 0.5 * POW(2, 1000)", "column 'n' of table 't' has other values in id 1" },
        { "CREATE TABLE t (id INT PRIMARY KEY, n DOUBLE(10,2)); INSERT INTO t VALUES (1, 0.25)", "UPDATE t SET n = 0.26", "column 'n' of table 't' has other values in id 1" },
        { "CREATE TABLE t (n INT, j JSON); INSERT INTO t VALUES (1, '[1]'), (2, '[2]')", "UPDATE t SET j = IF(n = 1, '[2]', '[1]')", "table 't' has the same values in each column, but in other rows" },
        { "CREATE TABLE t (j JSON, k JSON); INSERT INTO t VALUES ('[1]', '[1]'), ('[2]', '[2]')", "UPDATE t SET k = IF(k = JSON_ARRAY(1), '[2]', '[1]')", "table 't' has the same values in each column, but in other rows" },
        { "CREATE TABLE t (n BIGINT); INSERT INTO t VALUES (1), (NULL)", "UPDATE t SET n = 0 WHERE n IS NULL", "column 'n' of table 't' has other values in the table" },
    };

    public static TheoryData<string, string, string> Definitions => new()
    {
        { "CREATE TABLE t (id INT PRIMARY KEY) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN MAXVALUE)", "ALTER TABLE t REMOVE PARTITIONING", "partitions '' of table 't' is missing; it was: by range (`id`): p0 10, p1 MAXVALUE" },
        { "CREATE TABLE t (id INT PRIMARY KEY) PARTITION BY HASH (id) PARTITIONS 2", "ALTER TABLE t ADD PARTITION PARTITIONS 1", "partitions '' of table 't' is: by hash (`id`): p0, p1, p2; it was: by hash (`id`): p0, p1" },
        { "CREATE TABLE t (id INT PRIMARY KEY) PARTITION BY LIST (id) (PARTITION p0 VALUES IN (1, 2))", "ALTER TABLE t REORGANIZE PARTITION p0 INTO (PARTITION p0 VALUES IN (1, 2, 3))", "p0 1,2,3; it was: by list (`id`): p0 1,2" },
        { "CREATE TABLE t (id INT PRIMARY KEY, s VARCHAR(9)); CREATE INDEX k ON t (s)", "ALTER TABLE t DROP INDEX k, ADD INDEX k (s) COMMENT 'why'", "definition of table 't' has: KEY `k` (`s`) COMMENT 'why'; it had: KEY `k` (`s`)" },
        { "CREATE TABLE t (id INT PRIMARY KEY, s VARCHAR(9)); CREATE ALGORITHM=MERGE VIEW v AS SELECT s FROM t", "CREATE OR REPLACE ALGORITHM=TEMPTABLE VIEW v AS SELECT s FROM t", "algorithm temptable; it was: " },
        { "SET NAMES utf8mb4; CREATE TABLE t (id INT PRIMARY KEY); CREATE VIEW v AS SELECT 'a' AS s", "SET NAMES latin1; CREATE OR REPLACE VIEW v AS SELECT _utf8mb4'a' AS s", "view 'v' is: " },
        { "SET NAMES utf8mb4; CREATE TABLE t (id INT PRIMARY KEY); CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.id = 1", "DROP TRIGGER tr; SET NAMES latin1; CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.id = 1", "client latin1 latin1_swedish_ci" },
        { "SET NAMES utf8mb4; CREATE TABLE t (id INT PRIMARY KEY); CREATE PROCEDURE p() SELECT 'a'", "DROP PROCEDURE p; SET NAMES latin1; CREATE PROCEDURE p() SELECT 'a'", "client latin1 latin1_swedish_ci" },
        { "CREATE TABLE t (id INT PRIMARY KEY); CREATE PROCEDURE p() SELECT 'a'", "DROP PROCEDURE p; ALTER DATABASE coverage COLLATE utf8mb4_bin; CREATE PROCEDURE p() SELECT 'a'; ALTER DATABASE coverage COLLATE utf8mb4_general_ci", "procedure 'p' is: " },
        { "SET time_zone = '+00:00'; CREATE TABLE t (id INT PRIMARY KEY); CREATE EVENT ev ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 03:00:00' DO SET @a = 1", "DROP EVENT ev; SET time_zone = '+02:00'; CREATE EVENT ev ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 03:00:00' DO SET @a = 1", "time zone +02:00" },
        { "CREATE TABLE t (id INT PRIMARY KEY); CREATE PROCEDURE p() SELECT 'a b'", "DROP PROCEDURE p; CREATE PROCEDURE p() SELECT 'a  b'", "SELECT·'a··b'" },
        { "CREATE TABLE t (id INT PRIMARY KEY, s VARCHAR(50) DEFAULT 'a' COMMENT 'b')", "ALTER TABLE t MODIFY s VARCHAR(50) DEFAULT 'a'' comment ''b'", "column 's' of table 't' is: " },
        { "CREATE USER app; CREATE TABLE t (id INT PRIMARY KEY); CREATE DEFINER = app@'%' VIEW v AS SELECT id FROM t; CREATE DEFINER = app@'%' PROCEDURE p() SELECT 1", "RENAME USER app TO other_app", "account 'app@%', definer of view 'v', procedure 'p', is missing, so that their use ends with error 1449; it was there" },
    };

    [Theory, MemberData(nameof(Rows))]
    public Task Each_row_of_a_large_table_is_seen(string seed, string damage, string sentence) => EachNamesAsync(
        "SET max_recursive_iterations_or_cte = 1; CREATE TABLE big (id INT NOT NULL, name VARCHAR(9), PRIMARY KEY (id)); " + seed + "; ANALYZE TABLE big", damage, sentence, [mysql, mariaDb]);

    [Theory, MemberData(nameof(Values))]
    public Task Values_that_look_alike_are_told_apart(string seed, string damage, string sentence) => EachNamesAsync(seed, damage, sentence, [mysql, mariaDb]);

    [Theory, MemberData(nameof(Definitions))]
    public Task Each_part_of_a_definition_counts(string seed, string damage, string sentence) => EachNamesAsync(seed, damage, sentence, [mysql, mariaDb]);

    [Theory]
    [InlineData("CREATE TABLE t (id INT PRIMARY KEY, n DOUBLE); INSERT INTO t VALUES (1, 0e0)", "UPDATE t SET n = 0e0 * -1e0", "column 'n' of table 't' has other values in id 1")]
    [InlineData("CREATE TABLE t (id INT PRIMARY KEY, n FLOAT); INSERT INTO t VALUES (1, 0e0)", "UPDATE t SET n = 0e0 * -1e0", "column 'n' of table 't' has other values in id 1")]
    [InlineData("CREATE TABLE t (id INT PRIMARY KEY, n INT, KEY k (n))", "ALTER TABLE t ALTER INDEX k INVISIBLE", "index 'k' of table 't' is: btree (n) not visible to the optimizer")]
    [InlineData("CREATE TABLE t (id INT PRIMARY KEY, s TEXT, FULLTEXT KEY k (s) WITH PARSER ngram)", "ALTER TABLE t DROP INDEX k; ALTER TABLE t ADD FULLTEXT INDEX k (s)", "definition of table 't' has: FULLTEXT KEY `k` (`s`); it had: FULLTEXT KEY `k` (`s`) /*!50100 WITH PARSER `ngram` */")]
    [InlineData("CREATE TABLE t (id INT PRIMARY KEY, n INT INVISIBLE)", "ALTER TABLE t ALTER n SET VISIBLE", "column 'n' of table 't' is: int null; it was: int null invisible")]
    [InlineData("CREATE TABLE t (id INT PRIMARY KEY, n INT COLUMN_FORMAT FIXED)", "ALTER TABLE t MODIFY n INT", "definition of table 't' has: `n` int DEFAULT NULL")]
    [InlineData("CREATE TABLE t (id INT PRIMARY KEY, j JSON); INSERT INTO t VALUES (1, JSON_ARRAY(1.00000000000000000001))", "UPDATE t SET j = JSON_ARRAY(1.00000000000000000002)", "column 'j' of table 't' has other values in id 1")]
    [InlineData("CREATE TABLE t (id INT PRIMARY KEY)", "ALTER DATABASE coverage READ ONLY = 1; ALTER DATABASE coverage READ ONLY = 0; ALTER DATABASE coverage READ ONLY = 1", "READ ONLY = 1")]
    public async Task What_only_MySQL_has_counts(string seed, string damage, string sentence)
    {
        try
        {
            await EachNamesAsync(seed, damage, sentence, [mysql]);
        }
        finally
        {
            await mysql.ExecuteAsync("", "ALTER DATABASE coverage READ ONLY = 0");
        }
    }

    [Theory]
    [InlineData("CREATE TABLE t (id INT PRIMARY KEY, n INT, KEY k (n))", "ALTER TABLE t ALTER INDEX k IGNORED", "index 'k' of table 't' is: btree (n) not visible to the optimizer")]
    [InlineData("CREATE TABLE t (id INT PRIMARY KEY, j JSON); INSERT INTO t VALUES (1, '{\"a\": 0.12345678901234567}')", "UPDATE t SET j = '{\"a\": 0.12345678901234568}'", "column 'j' of table 't' has other values in id 1")]
    [InlineData("CREATE TABLE t (id INT PRIMARY KEY, n INT) WITH SYSTEM VERSIONING; INSERT INTO t VALUES (1, 1), (2, 2); UPDATE t SET n = 5 WHERE id = 1", "DELETE HISTORY FROM t", "table 't' has 2 rows; it had 3: ")]
    [InlineData("SET timestamp = 1700000000; CREATE TABLE t (id INT PRIMARY KEY, n INT) WITH SYSTEM VERSIONING; INSERT INTO t VALUES (1, 1), (2, 2); SET timestamp = 1700000001; UPDATE t SET n = 5; SET timestamp = 1700000002; UPDATE t SET n = 1", "SET system_versioning_insert_history = 1; DELETE HISTORY FROM t; INSERT INTO t (id, n, row_start, row_end) VALUES (1, 1, '2023-11-14 22:13:20', '2023-11-14 22:13:21'), (2, 2, '2023-11-14 22:13:20', '2023-11-14 22:13:21'), (1, 5, '2023-11-14 22:13:21', '2023-11-14 22:13:22'), (2, 6, '2023-11-14 22:13:21', '2023-11-14 22:13:22')", "column 'n' of table 't' has other values in id 2")]
    [InlineData("CREATE TABLE t (n INT) WITH SYSTEM VERSIONING; INSERT INTO t VALUES (1), (2); DELETE FROM t WHERE n = 1", "DELETE HISTORY FROM t", "table 't' has 1 row; it had 2")]
    [InlineData("CREATE TABLE t (id INT PRIMARY KEY, n INT, a BIGINT UNSIGNED GENERATED ALWAYS AS ROW START, b BIGINT UNSIGNED GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (a, b)) WITH SYSTEM VERSIONING; INSERT INTO t (id, n) VALUES (1, 1); UPDATE t SET n = 2", "DELETE HISTORY FROM t", "table 't' has 1 row; it had 2")]
    [InlineData("CREATE SEQUENCE s; CREATE TABLE t (id INT PRIMARY KEY); INSERT INTO t VALUES (1)", "SELECT NEXTVAL(s)", "column 'next_not_cached_value' of table 's' has other values")]
    public Task What_only_MariaDB_has_counts(string seed, string damage, string sentence) => EachNamesAsync(seed, damage, sentence, [mariaDb]);

    [Fact]
    public async Task An_account_with_any_name_is_read_and_reads()
    {
        foreach (var server in new BareServer[] { mysql, mariaDb })
        {
            await server.CreateAsync("coverage", "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)");
            await server.ExecuteAsync("", @"DROP USER IF EXISTS 'a@b', 'back\\slash', 'o''clock'", @"CREATE USER 'a@b' IDENTIFIED BY 'pw', 'o''clock' IDENTIFIED BY 'pw'", @"CREATE USER 'back\\slash' IDENTIFIED BY 'pw' REQUIRE SSL", "GRANT ALL ON *.* TO 'a@b'", @"GRANT ALL ON coverage.* TO 'back\\slash'", "GRANT ALL ON coverage.* TO 'o''clock'");
            foreach (var name in new[] { "a@b", "o'clock", @"back\slash" })
            {
                var reader = new MySqlConnector.MySqlConnectionStringBuilder(server.ConnectionString) { UserID = name, Password = "pw" }.ConnectionString;
                (await DatabaseFingerprint.ReadAsync(reader, "coverage", new FingerprintOptions(), Token)).Rows.Should().Be(1);
            }

            var before = await DatabaseFingerprint.ReadAsync(server.ConnectionString, "coverage", new FingerprintOptions { Accounts = true }, Token);
            before.Objects.Should().Contain(it => it.Kind == SchemaObjectKind.Account && it.Name == @"back\slash@%");
            await server.ExecuteAsync("", @"ALTER USER 'back\\slash' REQUIRE NONE");
            var after = await DatabaseFingerprint.ReadAsync(server.ConnectionString, "coverage", new FingerprintOptions { Accounts = true }, Token);
            after.DifferencesFrom(before).Should().ContainSingle().Which.Sentence.Should().StartWith(@"account 'back\slash@%' is: ").And.NotContain("IDENTIFIED");
        }
    }

    [Fact]
    public async Task A_view_that_is_broken_is_read_and_compared()
    {
        foreach (var server in new BareServer[] { mysql, mariaDb })
        {
            await server.CreateAsync("coverage", "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)", "CREATE TABLE gone (id INT)",
                "CREATE VIEW v AS SELECT id FROM gone", "DROP TABLE gone");
            var before = await ReadAsync(server);
            (await ReadAsync(server)).Should().MatchFingerprint(before);
            await server.ExecuteAsync("coverage", "DROP VIEW v");
            (await ReadAsync(server)).DifferencesFrom(before).Should().ContainSingle().Which.Sentence.Should().StartWith("view 'v' is missing; it was: select ");
        }
    }

    [Fact]
    public async Task A_table_without_snapshots_that_is_written_to_meanwhile_has_no_fingerprint()
    {
        await mariaDb.CreateAsync("coverage", "CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, s VARCHAR(50)) ENGINE=MyISAM", "INSERT INTO t (s) SELECT REPEAT('x', 50) FROM seq_1_to_20000");
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var writing = Task.Run(async () =>
        {
            await using var connection = new MySqlConnector.MySqlConnection(mariaDb.In("coverage"));
            await connection.OpenAsync(Token);
            await using var insert = new MySqlConnector.MySqlCommand("INSERT INTO t (s) VALUES ('y')", connection);
            while (!enough.IsCancellationRequested) await insert.ExecuteNonQueryAsync(Token);
        }, Token);
        // One reading may happen to meet no commit.
        var readings = async () => { for (var i = 0; i < 100; i++) await ReadAsync(mariaDb); };
        (await readings.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.FingerprintUnreadable)).WithMessage("*of table 't' * rows were seen, but COUNT(?) is *its engine MyISAM has no snapshots; read it while nobody writes to it.*");
        await enough.CancelAsync();
        await writing;
    }

    /// <summary>Seeds, reads twice, damages, and reads again.</summary>
    private static async Task EachNamesAsync(string seed, string damage, string sentence, BareServer[] servers)
    {
        foreach (var server in servers)
        {
            await server.ExecuteAsync("", "DROP USER IF EXISTS app, other_app");
            await server.CreateAsync("coverage", Statements(server, seed));
            var before = await ReadAsync(server);
            (await ReadAsync(server)).Should().MatchFingerprint(before);
            await server.ExecuteAsync("coverage", Statements(server, damage));
            (await ReadAsync(server)).DifferencesFrom(before).Select(it => it.Sentence).Should().Contain(it => it.Contains(sentence), "on {0}", before.ServerName);
        }
    }

    private static string ManyRows(int first) =>
        $"INSERT INTO big WITH RECURSIVE n AS (SELECT 0 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 999) SELECT a.i * 1000 + b.i + {first}, 'x' FROM n a JOIN n b WHERE a.i < 130";

    private static string[] Statements(BareServer server, string script) => script
        .Replace("SET max_recursive_iterations_or_cte = 1", server is BareMySql ? "SET cte_max_recursion_depth = 200000" : "SET max_recursive_iterations = 200000")
        .Split("; ");

    private static Task<DatabaseFingerprint> ReadAsync(BareServer server) =>
        DatabaseFingerprint.ReadAsync(server.ConnectionString, "coverage", new FingerprintOptions { MayBeEmpty = true }, Token);
}
