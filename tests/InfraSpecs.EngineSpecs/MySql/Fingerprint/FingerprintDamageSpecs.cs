using InfraSpecs.MySql;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.MySql.Fingerprint;

[RequiresEngine]
public sealed class FingerprintDamageSpecs(BareMySql server) : IClassFixture<BareMySql>
{
    private static readonly string[] Shop =
    [
        "CREATE TABLE user (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(50) NOT NULL, note TEXT) ENGINE=InnoDB",
        "INSERT INTO user (name, note) VALUES ('gihyo', ''), ('docker', NULL), ('Solomon Hykes', 'über')",
        "CREATE TABLE orders (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, user_id INT NOT NULL, amount DECIMAL(10,2) NOT NULL, FOREIGN KEY fk_user (user_id) REFERENCES user (id))",
        "INSERT INTO orders (user_id, amount) WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT 1 + i % 3, i / 4 FROM n",
        "ALTER TABLE orders AUTO_INCREMENT = 2000",
        "CREATE TABLE tag (name VARCHAR(20) NOT NULL, lang CHAR(2) NOT NULL, hits INT, PRIMARY KEY (name, lang))",
        "INSERT INTO tag VALUES ('sea', 'en', 1), ('See', 'de', 2), ('mer', 'fr', NULL)",
        "CREATE TABLE log (at DATETIME(3), line VARCHAR(100))",
        "INSERT INTO log VALUES ('2024-01-01 00:00:00.001', 'a'), ('2024-01-01 00:00:00.001', 'a'), (NULL, 'b')",
        "CREATE VIEW rich AS SELECT u.name, SUM(o.amount) AS total FROM user u JOIN orders o ON o.user_id = u.id GROUP BY u.name",
        "CREATE TRIGGER audit AFTER INSERT ON orders FOR EACH ROW INSERT INTO log (line) VALUES (CONCAT('order ', NEW.id))",
        "CREATE PROCEDURE tidy(IN days INT) DELETE FROM log WHERE at < NOW() - INTERVAL days DAY",
        "CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2024-01-01 03:00:00' DISABLE DO CALL tidy(30)",
    ];

    [Theory]
    [InlineData("UPDATE user SET name = 'docker ' WHERE id = 2", "column 'name' of table 'user' has other values in id 2")]
    [InlineData("UPDATE user SET note = NULL WHERE id = 1", "column 'note' of table 'user' has other values in id 1")]
    [InlineData("UPDATE user SET name = 'Gihyo' WHERE id = 1", "column 'name' of table 'user' has other values in id 1")]
    [InlineData("UPDATE user SET note = CONVERT(CAST(CONVERT(note USING utf8mb4) AS BINARY) USING latin1) WHERE id = 3", "column 'note' of table 'user' has other values in id 3")]
    [InlineData("UPDATE orders SET amount = amount + 0.01 WHERE id = 777", "column 'amount' of table 'orders' has other values in id 777")]
    [InlineData("DELETE FROM orders WHERE id > 998", "table 'orders' has 998 rows; it had 1,000: 2 of 2 missing in id 999 to 1000")]
    [InlineData("DELETE FROM orders WHERE id > 990", "table 'orders' has 990 rows; it had 1,000: 10 of 10 missing in id 991 to 1000")]
    [InlineData("UPDATE user a JOIN user b ON a.id = 1 AND b.id = 2 SET a.name = b.name, b.name = 'gihyo'", "column 'name' of table 'user' has other values in id 1 to 2")]
    [InlineData("UPDATE tag SET hits = 3 WHERE name = 'See'", "column 'hits' of table 'tag' has other values in name, lang 'See, de'")]
    [InlineData("DELETE FROM tag WHERE name = 'mer'", "table 'tag' has 2 rows; it had 3: name, lang 'mer, fr' is missing")]
    [InlineData("UPDATE log SET line = 'c' WHERE line = 'b'", "column 'line' of table 'log' has other values in the table")]
    [InlineData("UPDATE log SET line = IF(line = 'b', 'a', 'b') WHERE line = 'b' OR at IS NOT NULL LIMIT 1", "column 'line' of table 'log' has other values in the table")]
    [InlineData("DELETE FROM log WHERE line = 'a' LIMIT 1", "table 'log' has 2 rows; it had 3")]
    [InlineData("DROP TABLE tag", "table 'tag' is missing; it had 3 rows")]
    [InlineData("CREATE TABLE extra (id INT PRIMARY KEY)", "table 'extra' is new; it has 0 rows")]
    [InlineData("DROP TRIGGER audit", "trigger 'audit' of table 'orders' is missing")]
    [InlineData("DROP VIEW rich", "view 'rich' is missing")]
    [InlineData("DROP PROCEDURE tidy", "procedure 'tidy' is missing")]
    [InlineData("DROP EVENT nightly", "event 'nightly' is missing")]
    [InlineData("ALTER EVENT nightly ENABLE", "event 'nightly' is: …from 2024-01-01 03:00:00 to , enabled")]
    [InlineData("ALTER TABLE orders AUTO_INCREMENT = 1001", "AUTO_INCREMENT of table 'orders' is at 1001; it was at 2000")]
    [InlineData("ALTER TABLE orders DROP FOREIGN KEY orders_ibfk_1", "foreign key 'orders_ibfk_1' of table 'orders' is missing")]
    [InlineData("ALTER TABLE user MODIFY name VARCHAR(60) NOT NULL", "column 'name' of table 'user' is: varchar(60) collate utf8mb4_0900_ai_ci not null; it was: varchar(50) collate utf8mb4_0900_ai_ci not null")]
    [InlineData("ALTER TABLE user MODIFY name VARCHAR(50) CHARACTER SET latin1 NOT NULL", "column 'name' of table 'user' is: varchar(50) collate latin1_swedish_ci not null")]
    [InlineData("ALTER TABLE user ADD INDEX by_name (name(10))", "index 'by_name' of table 'user' is new: btree (name(10))")]
    [InlineData("ALTER TABLE user MODIFY note TEXT FIRST", "order of the columns '' of table 'user' is: note, id, name; it was: id, name, note")]
    [InlineData("ALTER TABLE tag ADD CHECK (hits >= 0)", "check 'hits >= 0' of table 'tag' is new")]
    [InlineData("ALTER DATABASE damage CHARACTER SET latin1", "default collation of the database '' is: latin1_swedish_ci; it was: utf8mb4_0900_ai_ci")]
    public async Task Damage_is_named(string damage, string sentence)
    {
        await server.CreateAsync("damage", Shop);
        var before = await ReadAsync("damage");
        (await ReadAsync("damage")).Should().MatchFingerprint(before);

        await server.ExecuteAsync("damage", damage);
        var after = await ReadAsync("damage");

        after.Invoking(it => it.Should().MatchFingerprint(before)).Should().Throw<SpecFailedException>().WithMessage($"*but found *- {sentence}*");
    }

    [Fact]
    public async Task Only_the_damage_is_named()
    {
        await server.CreateAsync("damage", Shop);
        var before = await ReadAsync("damage");
        await server.ExecuteAsync("damage", "UPDATE orders SET amount = amount + 0.01 WHERE id IN (7, 700)");
        var difference = (await ReadAsync("damage")).DifferencesFrom(before).Should().ContainSingle().Subject;
        (difference.Table, difference.Column).Should().Be(("orders", "amount"));
        difference.Rows.Should().Equal("id 7", "id 700");
    }

    [Fact]
    public async Task A_damaged_row_of_a_large_table_is_found_in_its_range()
    {
        await server.CreateAsync("large",
            "CREATE TABLE big (id INT PRIMARY KEY, name VARCHAR(20), n INT)",
            "SET SESSION cte_max_recursion_depth = 200000",
            "INSERT INTO big WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT a.i * 1000 + b.i, 'x', 1 FROM n a JOIN n b WHERE a.i <= 150",
            "ANALYZE TABLE big");
        var before = await ReadAsync("large");
        await server.ExecuteAsync("large", "UPDATE big SET name = 'y' WHERE id = 70000", "DELETE FROM big WHERE id > 150990");
        var differences = (await ReadAsync("large")).DifferencesFrom(before);
        differences.Select(it => it.Sentence).Should().Equal(
            "table 'big' has 149,990 rows; it had 150,000: 10 of 3,545 missing in id 147456 to 151551",
            "column 'name' of table 'big' has other values in id 69632 to 73727");
    }

    [Theory]
    [InlineData("BIGINT", "-9223372036854775808", "id -9223372036854775808 to -9205357638345293825")]
    [InlineData("BIGINT", "-5", "id -18014398509481984 to -1")]
    [InlineData("BIGINT", "9223372036854775807", "id 9205357638345293824 to 9223372036854775807")]
    public async Task Keys_of_any_sign_and_size_are_found(string type, string id, string range)
    {
        await server.CreateAsync("sparse", $"CREATE TABLE t (id {type} PRIMARY KEY, n INT)", "INSERT INTO t VALUES (-9223372036854775808, 1), (-5, 1), (0, 1), (7, 1), (9223372036854775807, 1)");
        var before = await ReadAsync("sparse");
        await server.ExecuteAsync("sparse", $"UPDATE t SET n = 2 WHERE id = {id}");
        (await ReadAsync("sparse")).DifferencesFrom(before).Select(it => it.Sentence).Should().Equal($"column 'n' of table 't' has other values in {range}");
    }

    [Fact]
    public async Task Unsigned_keys_beyond_the_signed_range_are_found()
    {
        await server.CreateAsync("sparse", "CREATE TABLE t (id BIGINT UNSIGNED PRIMARY KEY, n INT)", "INSERT INTO t VALUES (18446744073709551615, 1), (18446744073709551600, 1)");
        var before = await ReadAsync("sparse");
        await server.ExecuteAsync("sparse", "UPDATE t SET n = 2 WHERE id = 18446744073709551615");
        (await ReadAsync("sparse")).DifferencesFrom(before).Select(it => it.Sentence).Should().Equal("column 'n' of table 't' has other values in id 18446744073709551615");
    }

    [Fact]
    public async Task An_empty_database_is_an_error_unless_it_is_meant()
    {
        await server.CreateAsync("empty_one", "CREATE TABLE nothing (id INT PRIMARY KEY)");
        await FluentActions.Awaiting(() => ReadAsync("empty_one")).Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.FingerprintEmpty)
            .WithMessage("*its tables have no row (nothing)*");
        (await DatabaseFingerprint.ReadAsync(server.ConnectionString, "empty_one", new FingerprintOptions { MayBeEmpty = true }, Token)).Rows.Should().Be(0);
        await FluentActions.Awaiting(() => ReadAsync("no_such")).Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.FingerprintUnreadable)
            .WithMessage("*there is no such database*");
    }

    [Fact]
    public async Task An_account_that_cannot_see_triggers_is_refused()
    {
        await server.CreateAsync("damage", Shop);
        await server.ExecuteAsync("", "DROP USER IF EXISTS reader", "CREATE USER reader IDENTIFIED BY 'reader-pw'", "GRANT SELECT ON damage.* TO reader");
        var reader = new MySqlConnector.MySqlConnectionStringBuilder(server.ConnectionString) { UserID = "reader", Password = "reader-pw" }.ConnectionString;
        await FluentActions.Awaiting(() => DatabaseFingerprint.ReadAsync(reader, "damage", new FingerprintOptions(), Token))
            .Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.FingerprintUnreadable).WithMessage("*no TRIGGER privilege*");
    }

    [Fact]
    public async Task Accounts_are_compared_without_showing_their_passwords()
    {
        await server.CreateAsync("damage", Shop);
        var options = new FingerprintOptions { Accounts = true };
        await server.ExecuteAsync("", "DROP USER IF EXISTS clerk", "CREATE USER clerk IDENTIFIED BY 'first-pw'", "GRANT SELECT, INSERT ON damage.* TO clerk");
        var before = await DatabaseFingerprint.ReadAsync(server.ConnectionString, "damage", options, Token);

        await server.ExecuteAsync("", "REVOKE INSERT ON damage.* FROM clerk");
        var after = await DatabaseFingerprint.ReadAsync(server.ConnectionString, "damage", options, Token);
        after.DifferencesFrom(before).Should().ContainSingle().Which.Sentence.Should().StartWith("account 'clerk@%' is: ").And.Contain("GRANT SELECT ON").And.NotContain("-pw");

        await server.ExecuteAsync("", "ALTER USER clerk IDENTIFIED BY 'second-pw'", "GRANT INSERT ON damage.* TO clerk");
        after = await DatabaseFingerprint.ReadAsync(server.ConnectionString, "damage", options, Token);
        after.DifferencesFrom(before).Should().ContainSingle().Which.Sentence.Should().Contain("credentials ").And.NotContain("-pw");
    }

    [Fact]
    public async Task What_is_written_while_it_is_read_is_not_part_of_it()
    {
        await server.CreateAsync("damage", Shop);
        var options = new FingerprintOptions { AutoIncrement = false };
        await using var ledger = await WriteLedger.StartAsync(server.In("damage"), new LedgerOptions { RowsPerTransaction = 4 }, Token);
        await ledger.WaitForCommitsAsync(20, TimeSpan.FromSeconds(60), Token);
        for (var i = 0; i < 5; i++)
        {
            var one = await DatabaseFingerprint.ReadAsync(server.ConnectionString, "damage", options, Token);
            (one.Tables.Single(table => table.Name == "infraspecs_ledger").Rows % 4).Should().Be(0, "a transaction is seen as a whole");
        }

        await ledger.StopAsync(Token);
    }

    private Task<DatabaseFingerprint> ReadAsync(string database) =>
        DatabaseFingerprint.ReadAsync(server.ConnectionString, database, new FingerprintOptions(), Token);
}
