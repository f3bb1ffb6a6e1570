using System.Text;
using InfraSpecs.MySql;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.MySql.Dump;

/// <summary>Neither a script, nor a dump and its load, change what they carry.</summary>
[RequiresEngine]
public sealed class DumpFidelitySpecs(EngineFixture fixture)
{
    private const string Content = """
        CREATE TABLE item (
          id INT PRIMARY KEY, v LONGTEXT, b BIT(9), at TIMESTAMP NULL, raw LONGBLOB, day DATE, twice INT AS (id * 2) STORED
        ) DEFAULT CHARSET=utf8mb4;
        SET sql_mode = '', time_zone = '+05:30';
        INSERT INTO item (id, v, b, at, raw, day) VALUES
          (1, 'a\r\nb\0c\Zd -- 🐳', b'101010101', '2020-03-29 01:30:00', 0x00ff0d0a27, '0000-00-00'),
          (2, 'x\nDELIMITER //\ny', NULL, NULL, NULL, NULL), (3, '', b'0', NULL, REPEAT('x', 17 * 1024 * 1024), '2020-00-00');
        SET sql_mode = DEFAULT;
        DELIMITER //
        CREATE PROCEDURE commented()
        -- before 🐳
        BEGIN
          -- first; with semicolon
          SELECT 1; # hash 'it''s
          /* several
             lines */ SELECT 'a\\b"`', "x -- y";
        END//
        CREATE PROCEDURE last_line() SELECT 1 -- last
        //
        CREATE PROCEDURE last_hash() SELECT 1 # last; 'one
        //
        CREATE FUNCTION one() RETURNS INT DETERMINISTIC COMMENT 'it''s -- 🐳' RETURN 1 /* end */
        //
        CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DISABLE DO BEGIN -- at night
          DELETE FROM item WHERE id < 0; -- done
        END//
        CREATE EVENT one_line ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DISABLE DO -- at night
          DELETE FROM item WHERE id < 0 -- done
        //
        CREATE TRIGGER checked BEFORE INSERT ON item FOR EACH ROW -- c1
        BEGIN /* c2 */ SET NEW.v = NEW.v; -- c3
        END//
        CREATE TRIGGER short BEFORE UPDATE ON item FOR EACH ROW SET @a = 1 -- last
        //
        SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'//
        CREATE PROCEDURE quoted() BEGIN SELECT 'a\' AS "t\"; END//
        SET sql_mode = DEFAULT//
        DELIMITER ;
        """;

    private const string OfMariaDb = """
        CREATE SEQUENCE counter START WITH 5 INCREMENT BY 3;
        DO NEXTVAL(counter);
        CREATE TABLE versioned (id INT PRIMARY KEY, x INT) WITH SYSTEM VERSIONING;
        INSERT INTO versioned VALUES (1, 1), (2, 2);
        UPDATE versioned SET x = 10 WHERE id = 1;
        DELETE FROM versioned WHERE id = 2;
        """;

    private const string Definitions = """
        SELECT 'routine', routine_name AS name, HEX(routine_definition) AS body, routine_comment AS more, sql_mode FROM information_schema.routines WHERE routine_schema = 'shop'
        UNION ALL SELECT 'event', event_name, HEX(event_definition), status, sql_mode FROM information_schema.events WHERE event_schema = 'shop'
        UNION ALL SELECT 'trigger', trigger_name, HEX(action_statement), action_order, sql_mode FROM information_schema.triggers WHERE trigger_schema = 'shop'
        UNION ALL SELECT 'row', id, HEX(CONCAT_WS('|', SHA2(v, 256), b + 0, at, SHA2(raw, 256), day, twice)), '', '' FROM shop.item
        ORDER BY 1, 2
        """;

    private static readonly string[] Commented = ["commented", "last_line", "last_hash", "one", "nightly", "one_line", "checked", "short"];

    [Theory]
    [InlineData("mysql")]
    [InlineData("mariadb")]
    public async Task Comments_line_ends_and_modes_are_what_they_were(string image)
    {
        await using var server = await StartAsync(image, "--max-allowed-packet=64M");
        await server.ScriptAsync(Content, Token);
        await server.ScriptAsync("USE shop;\r\nDELIMITER //\r\nCREATE PROCEDURE windows()\r\nBEGIN SELECT 1; -- c\r\nEND//\r\nDELIMITER ;\r\n", Token);
        if (image == "mariadb") await server.ScriptAsync(OfMariaDb, Token);
        var before = await StateAsync(server);
        before.Should().Contain(line => line.Contains("windows") && line.Contains(Hex("BEGIN SELECT 1; -- c\r\nEND")));
        foreach (var name in Commented)
        {
            before.Should().Contain(line => line.Contains($"|{name}|") && (line.Contains(Hex("-- ")) || line.Contains(Hex("# ")) || line.Contains(Hex("/* "))), "a script keeps comments");
        }

        using var dump = new MemoryStream();
        (await server.DumpAsync(dump, new DumpOptions(), Token)).Moment.Should().Be(DumpMoment.OneTransaction);
        await server.ScriptAsync("DROP DATABASE shop; CREATE DATABASE shop", Token);
        dump.Position = 0;
        var loaded = await server.LoadAsync(dump, Token);
        loaded.EndIsKnown.Should().BeTrue();
        loaded.Tables.Should().Contain("item");
        (await StateAsync(server)).Should().Equal(before);
    }

    [Fact]
    public async Task What_mysqldump_itself_ends_within_a_comment_is_refused_by_name_and_loaded_all_the_same()
    {
        await using var server = await StartAsync("mysql");
        await server.ScriptAsync("DELIMITER //\nCREATE PROCEDURE p() SELECT 1 -- last\n//", Token);
        var command = new DumpOptions { Command = ["mysqldump", "--user=root", "--routines", "--set-gtid-purged=OFF", "shop"] };
        using var dump = new MemoryStream();
        var make = () => server.DumpAsync(dump, command, Token);
        (await make.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.DumpFailed)).Which.Message.Should()
            .Contain("has no end before DELIMITER").And.Contain("mysqldump writes so where a routine");
        await server.ScriptAsync("DROP PROCEDURE p", Token);
        dump.Position = 0;
        await server.LoadAsync(dump, Token);
        (await server.QueryAsync("SELECT routine_definition AS body FROM information_schema.routines WHERE routine_schema = 'shop'", Token))
            .Column<string>("body").Should().Equal("SELECT 1 -- last");
    }

    [Theory]
    [InlineData("mysql", "mysqldump")]
    [InlineData("mariadb", "mariadb-dump")]
    public async Task A_good_dump_is_good_however_its_program_was_asked(string image, string program)
    {
        await using var server = await StartAsync(image);
        await server.ScriptAsync("CREATE TABLE item (id INT PRIMARY KEY, v TEXT); INSERT INTO item VALUES (1, 'error'), (2, 'it''s; -- x')", Token);
        foreach (var (shell, options, endIsKnown) in new[]
        {
            ("-xc", "--verbose shop", true), ("-c", "--databases shop", true), ("-c", "--all-databases", true), ("-c", "--skip-comments shop", true), ("-c", "--compact shop", false),
            ("-c", "--skip-extended-insert --complete-insert --no-autocommit shop | gzip", true),
        })
        {
            var report = await server.DumpAsync(Stream.Null, new DumpOptions { Command = ["sh", shell, $"{program} --user=root {options}"] }, Token);
            report.EndIsKnown.Should().Be(endIsKnown, options);
            report.Tables.Should().Contain(table => table.EndsWith("item"), options);
            report.Moment.Should().Be(DumpMoment.Unknown);
        }
    }

    [Theory]
    [InlineData("mysql", "mysqldump")]
    [InlineData("mariadb", "mariadb-dump")]
    public async Task A_table_whose_name_is_a_harmless_word_is_missed(string image, string program)
    {
        await using var server = await StartAsync(image);
        await server.ScriptAsync("CREATE TABLE good (id INT); CREATE TABLE warning (id INT) ENGINE=MyISAM; INSERT INTO warning VALUES (1)", Token);
        await server.Container.ExecAsync(["rm", "/var/lib/mysql/shop/warning.MYD"], new ExecOptions(), Token);
        await server.ScriptAsync("FLUSH TABLES", Token);
        var dump = () => server.DumpAsync(Stream.Null, new DumpOptions { Command = ["sh", "-c", $"{program} --user=root --force shop | cat"] }, Token);
        (await dump.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.DumpFailed)).Which.Message.Should()
            .Contain("exited with code 0, but said").And.Contain("warning");
    }

    [Theory]
    [InlineData("mysql")]
    [InlineData("mariadb")]
    public async Task Gzip_is_loaded_and_other_forms_are_refused_by_name(string image)
    {
        await using var server = await StartAsync(image);
        await server.ScriptAsync("CREATE TABLE item (id INT PRIMARY KEY); INSERT INTO item VALUES (1), (2)", Token);
        using var folder = new TemporaryFolder();
        var file = folder.At("shop.sql.gz");
        var zipped = new DumpOptions { Command = ["sh", "-c", $"{(image == "mysql" ? "mysqldump --set-gtid-purged=OFF" : "mariadb-dump")} --user=root shop | gzip"] };
        await server.DumpAsync(file, zipped, Token);
        await server.ScriptAsync("DROP TABLE item", Token);
        (await server.LoadAsync(file, Token)).Tables.Should().Equal("item");
        (await server.QueryAsync("SELECT id FROM item", Token)).Rows.Should().HaveCount(2);

        var bytes = await File.ReadAllBytesAsync(file, Token);
        await server.ScriptAsync("DROP TABLE item", Token);
        foreach (var (bad, why) in new (byte[], string)[]
        {
            (bytes[..^9], "its gzip is cut"), ([0x28, 0xb5, 0x2f, 0xfd, 4, 0], "it is zstd, which is not read here (convert it: 'zstd -dc FILE | gzip > FILE.gz'"),
            ([0xfd, .. "7zXZ\0"u8, 4], "it is xz"), ([0xff, 0xfe, .. Encoding.Unicode.GetBytes("CREATE TABLE t (id INT);")], "it is text in UTF-16"),
        })
        {
            var load = () => server.LoadAsync(new MemoryStream(bad), Token);
            (await load.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.DumpNotLoaded)).Which.Message.Should().Contain("was not loaded").And.Contain(why);
        }

        (await server.QueryAsync("SHOW TABLES", Token)).Rows.Should().BeEmpty();
    }

    [Fact]
    public async Task A_statement_that_is_too_long_for_the_server_is_found_before_any_is_loaded()
    {
        await using var server = await StartAsync("mariadb", "--max-allowed-packet=1M");
        using var dump = new MemoryStream(Encoding.UTF8.GetBytes($"CREATE TABLE item (b LONGBLOB);\nINSERT INTO item VALUES (0x{new string('a', 1_100_000)});\n"));
        var load = () => server.LoadAsync(dump, Token);
        (await load.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.DumpNotLoaded)).Which.Message.Should()
            .Contain("its longest statement has 1,100,028 bytes, and the server's max_allowed_packet is 1,048,576").And.Contain("raise max_allowed_packet");
        (await server.QueryAsync("SHOW TABLES", Token)).Rows.Should().BeEmpty();
    }

    private static string Hex(string text) => Convert.ToHexString(Encoding.UTF8.GetBytes(text));

    private static async Task<IReadOnlyList<string>> StateAsync(MySqlServer server)
    {
        var rows = (await server.QueryAsync(Definitions, Token)).Rows.Select(row => string.Join('|', row));
        if (!server.IsMariaDb) return [.. rows];
        var versions = await server.QueryAsync("SELECT id, x, row_start, row_end FROM shop.versioned FOR SYSTEM_TIME ALL ORDER BY 1, 3", Token);
        var sequence = await server.QueryAsync("SELECT next_not_cached_value, start_value, increment FROM shop.counter", Token);
        versions.Rows.Should().HaveCount(3);
        return [.. rows, .. versions.Rows.Concat(sequence.Rows).Select(row => string.Join('|', row))];
    }

    // What one spec alone starts so has no place among the golden volumes that an engine keeps.
    private Task<MySqlServer> StartAsync(string image, params string[] arguments) => MySqlServer.StartAsync(
        fixture.Engine, new MySqlOptions { Image = image, Database = "shop", RootPassword = "r'o\"o t", Arguments = arguments, Golden = arguments.Length == 0 }, Token);
}
