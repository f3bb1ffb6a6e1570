using System.Text;
using InfraSpecs.EngineSpecs.Faults;
using InfraSpecs.MySql;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.MySql.Dump;

[RequiresEngine]
public sealed class DumpSpecs(EngineFixture fixture)
{
    // A routine keeps the collation and the mode with which it was made; MySQL does not know the defaults of MariaDB.
    private const string Content = """
        SET NAMES utf8mb4 COLLATE utf8mb4_unicode_ci, SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION';
        CREATE TABLE item (
          id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(255), body BLOB, price DECIMAL(10,2), made DATETIME(6), doubled DECIMAL(10,2) AS (price * 2) STORED
        ) ENGINE=InnoDB AUTO_INCREMENT=50 DEFAULT CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;
        INSERT INTO item (name, body, price, made) VALUES
          ('Solomon Hykes', 0x00FF0D0A27, 1.10, '2020-02-29 23:59:59.123456'), ('技術評論社 🐳', NULL, NULL, NULL), ('a\r\nb\\c''d', '', -0.01, NULL);
        CREATE VIEW names AS SELECT name FROM item;
        DELIMITER //
        CREATE TRIGGER item_price BEFORE INSERT ON item FOR EACH ROW BEGIN SET NEW.price = COALESCE(NEW.price, 0); END//
        CREATE PROCEDURE items() BEGIN SELECT COUNT(*) FROM item; END//
        CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DISABLE DO BEGIN DELETE FROM item WHERE id < 0; END//
        DELIMITER ;
        """;

    // Each family of servers has a default of its own that the other may not know.
    private static readonly InitScript SameDefaults = new("defaults.sql", "ALTER DATABASE shop COLLATE utf8mb4_unicode_ci;");

    [Theory]
    [InlineData("mysql", "mysql")]
    [InlineData("mysql", "mariadb")]
    [InlineData("mariadb", "mysql")]
    public async Task What_was_dumped_and_loaded_is_the_same(string from, string to)
    {
        await using var source = await StartAsync(from);
        // mariadb-dump writes out generated values, which MySQL refuses.
        await source.ScriptAsync(from == "mysql" ? Content : Content.Replace(" AS (price * 2) STORED", "", StringComparison.Ordinal), Token);
        var before = await FingerprintAsync(source);
        using var dump = new MemoryStream();
        var report = await source.DumpAsync(dump, new DumpOptions(), Token);
        report.Bytes.Should().Be(dump.Length);

        await using var target = await StartAsync(to);
        dump.Position = 0;
        await target.LoadAsync(dump, Token);
        (await FingerprintAsync(target)).Should().MatchFingerprint(before);
    }

    [Fact]
    public async Task A_database_with_any_name_is_dumped_and_loaded()
    {
        await using var server = await MySqlServer.StartAsync(fixture.Engine, new MySqlOptions { Database = "my d`b.x" }, Token);
        await server.ScriptAsync("CREATE TABLE `a.b` (id INT PRIMARY KEY); INSERT INTO `a.b` VALUES (1)", Token);
        foreach (var databases in new string[][] { [], [server.Options.Database!] })
        {
            using var dump = new MemoryStream();
            (await server.DumpAsync(dump, new DumpOptions { Databases = databases }, Token)).Tables.Should().ContainSingle().Which.Should().EndWith("a.b");
            await server.ScriptAsync("DROP TABLE `a.b`", Token);
            dump.Position = 0;
            await server.LoadAsync(dump, Token);
            (await server.QueryAsync("SELECT id FROM `a.b`", Token)).Rows.Should().ContainSingle();
        }
    }

    [Fact]
    public async Task A_command_that_exits_0_with_an_error_inside_is_caught()
    {
        await using var server = await StartAsync("mysql");
        // mysqldump itself exits with 2 here; the shell tells the exit code of cat.
        await server.ScriptAsync("CREATE TABLE gone (id INT); CREATE VIEW broken AS SELECT id FROM gone; DROP TABLE gone;", Token);
        var dump = () => server.DumpAsync(Stream.Null, new DumpOptions { Command = ["sh", "-c", "mysqldump --user=root shop | cat"] }, Token);
        var failure = (await dump.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.DumpFailed)).Which;
        failure.ExitCode.Should().Be(0);
        failure.Message.Should().Contain("exited with code 0, but said").And.Contain("broken").And.Contain("a pipe has the exit code of its last command");
    }

    [Fact]
    public async Task A_command_that_exits_0_silently_without_an_end_is_caught()
    {
        await using var server = await StartAsync("mysql");
        await server.ScriptAsync(Content, Token);
        var dump = () => server.DumpAsync(Stream.Null, new DumpOptions { Command = ["sh", "-c", "mysqldump --user=root shop 2>/dev/null | head -c 900"] }, Token);
        (await dump.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.DumpFailed)).Which.Message
            .Should().Contain("exited with code 0").And.Contain("no whole dump").And.Contain("-- Dump completed");
    }

    [Fact]
    [Fault("Dump", "a dump of a database that is not there", Names = "nowhere")]
    public async Task A_failed_dump_to_a_file_leaves_none()
    {
        await using var server = await StartAsync("mysql");
        using var folder = new TemporaryFolder();
        var dump = () => server.DumpAsync(folder.At("shop.sql"), new DumpOptions { Databases = ["nowhere"] }, Token);
        (await dump.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.DumpFailed)).Which.ShouldNameItsFault();
        folder.Files.Should().BeEmpty();
    }

    [Fact]
    public async Task A_dump_that_was_cut_is_not_loaded_at_all()
    {
        await using var server = await StartAsync("mysql");
        await server.ScriptAsync(Content, Token);
        using var dump = new MemoryStream();
        await server.DumpAsync(dump, new DumpOptions(), Token);
        await server.ScriptAsync("DROP DATABASE shop; CREATE DATABASE shop;", Token);

        var cut = Encoding.UTF8.GetString(dump.ToArray());
        using var half = new MemoryStream(Encoding.UTF8.GetBytes(cut[..cut.IndexOf(" TRIGGER ", StringComparison.Ordinal)]));
        var load = () => server.LoadAsync(half, Token);
        (await load.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.DumpNotLoaded)).Which.Message.Should().Contain("was not loaded");
        (await server.QueryAsync("SHOW TABLES", Token)).Rows.Should().BeEmpty();
    }

    [Fact]
    [Fault("Dump", "a dump with a collation that the server does not know", Names = "Unknown collation: 'utf8mb4_nowhere_ci'")]
    [Fault("Dump", "a page of HTML instead of a dump", Names = "it is a page of HTML")]
    [Fault("Dump", "a dump of PostgreSQL", Names = "it is a dump of PostgreSQL")]
    [Fault("Dump", "a letter instead of a dump", Names = "it begins with \"Dear colleague,\" in line 1, which is no statement of SQL")]
    [Fault("Dump", "a folder instead of a dump", Names = "is a folder")]
    [Fault("Dump", "a dump that is not there", Names = "Could not find file")]
    [Fault("Dump", "a dump to a folder that is not there", Names = "Could not find a part of the path")]
    public async Task What_the_server_refuses_of_a_dump_is_named()
    {
        await using var server = await StartAsync("mariadb");
        using var dump = new MemoryStream(Encoding.UTF8.GetBytes("CREATE TABLE t (id INT) COLLATE=utf8mb4_nowhere_ci;\n-- Dump completed\n"));
        var load = () => server.LoadAsync(dump, Token);
        var refused = (await load.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.ClientFailed)).Which;
        refused.Message.Should().Contain("utf8mb4_nowhere_ci").And.Contain("MariaDB");
        refused.ShouldNameItsFault("a dump with a collation that the server does not know");

        using var folder = new TemporaryFolder();
        (string Fault, string Text)[] others =
        [
            ("a page of HTML instead of a dump", "<!DOCTYPE html>\n<p>502"), ("a dump of PostgreSQL", "PGDMP"), ("a letter instead of a dump", "Dear colleague,\nhere it is.\n"),
        ];
        foreach (var (fault, text) in others)
        {
            await File.WriteAllTextAsync(folder.At("shop.sql"), text, Token);
            (await NotLoadedAsync("shop.sql")).ShouldNameItsFault(fault);
        }

        (await NotLoadedAsync("")).ShouldNameItsFault("a folder instead of a dump");
        (await NotLoadedAsync("none.sql")).ShouldNameItsFault("a dump that is not there");
        var write = () => server.DumpAsync(folder.At("none/shop.sql"), new DumpOptions(), Token);
        (await write.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.DumpFailed)).Which.ShouldNameItsFault("a dump to a folder that is not there");

        async Task<MySqlServerException> NotLoadedAsync(string file)
        {
            var loading = () => server.LoadAsync(folder.At(file), Token);
            return (await loading.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.DumpNotLoaded)).Which;
        }
    }

    private Task<MySqlServer> StartAsync(string image) => MySqlServer.StartAsync(
        fixture.Engine, new MySqlOptions { Image = image, Database = "shop", RootPassword = "r'o\"o t", InitScripts = [SameDefaults] }, Token);

    private static Task<DatabaseFingerprint> FingerprintAsync(MySqlServer server) =>
        DatabaseFingerprint.ReadAsync(server.RootConnectionString, "shop", new FingerprintOptions(), Token);
}
