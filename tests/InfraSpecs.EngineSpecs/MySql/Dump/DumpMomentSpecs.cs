using InfraSpecs.MySql;
using InfraSpecs.Xunit;
using MySqlConnector;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.MySql.Dump;

/// <summary>All tables of a dump are of one moment, or the report says which are not.</summary>
[RequiresEngine]
public sealed class DumpMomentSpecs(EngineFixture fixture)
{
    // The first table is dumped before the long one in the middle, the last one after it.
    private const string Content = """
        CREATE TABLE a (n INT) ENGINE={0}; CREATE TABLE middle (id INT PRIMARY KEY, v LONGTEXT) ENGINE={0}; CREATE TABLE z (n INT) ENGINE={0};
        INSERT INTO a VALUES (0); INSERT INTO z VALUES (0);
        INSERT INTO middle VALUES (1, REPEAT('x', 8000000)), (2, REPEAT('x', 8000000)), (3, REPEAT('x', 8000000)), (4, REPEAT('x', 8000000));
        """;

    [Theory]
    [InlineData("mysql", "MyISAM")]
    [InlineData("mariadb", "MyISAM")]
    [InlineData("mariadb", "Aria")]
    public async Task Tables_without_transactions_are_dumped_as_of_one_moment_while_writers_wait(string image, string engine)
    {
        await using var server = await StartAsync(image);
        await server.ScriptAsync(Content.Replace("{0}", engine, StringComparison.Ordinal), Token);
        var (report, gap) = await DumpUnderWritesAsync(server, new DumpOptions());
        gap.Should().BeInRange(0, 1, "the writer writes z after a, each time");
        report.Moment.Should().Be(DumpMoment.WritersWaited);
        report.NotTransactional.Should().Equal("shop.a", "shop.middle", "shop.z");
        report.ToString().Should().Contain("writers waited: shop.a, shop.middle, shop.z know no transactions");

        await server.ScriptAsync("DROP TABLE a, middle, z; CREATE TABLE fine (n INT); CREATE TABLE m (n INT) ENGINE=MEMORY; CREATE TABLE c (n INT NOT NULL) ENGINE=CSV; "
            + (image == "mysql" ? "CREATE TABLE r (n INT) ENGINE=ARCHIVE; " : "CREATE TABLE r (n INT) ENGINE=Aria; ") + "CREATE TABLE part (n INT) ENGINE=MyISAM; CREATE TABLE whole (n INT) ENGINE=MERGE UNION=(part)", Token);
        (await server.DumpAsync(Stream.Null, new DumpOptions(), Token)).NotTransactional.Should().Equal("shop.c", "shop.m", "shop.part", "shop.r", "shop.whole");
    }

    [Fact]
    public async Task Who_wants_no_lock_is_told_what_that_means()
    {
        await using var server = await StartAsync("mariadb");
        await server.ScriptAsync(Content.Replace("{0}", "MyISAM", StringComparison.Ordinal), Token);
        var (report, gap) = await DumpUnderWritesAsync(server, new DumpOptions { Arguments = ["--skip-lock-tables"] });
        gap.Should().BeNegative("z was written while the dump was at the middle");
        report.Moment.Should().Be(DumpMoment.EachTable);
        report.ToString().Should().Contain("shop.a, shop.middle, shop.z each from another moment");
        (await server.DumpAsync(Stream.Null, new DumpOptions { Arguments = ["-x"] }, Token)).Moment.Should().Be(DumpMoment.WritersWaited);
    }

    [Fact]
    public async Task Several_databases_of_transactional_tables_are_of_one_moment_and_no_writer_waits()
    {
        await using var server = await StartAsync("mysql");
        await server.ScriptAsync(Content.Replace("{0}", "InnoDB", StringComparison.Ordinal) + "CREATE DATABASE zoo; RENAME TABLE z TO zoo.z; CREATE VIEW z AS SELECT * FROM zoo.z;", Token);
        var (report, gap) = await DumpUnderWritesAsync(server, new DumpOptions { Databases = ["shop", "zoo"] });
        gap.Should().BeInRange(0, 1);
        report.Moment.Should().Be(DumpMoment.OneTransaction);
        report.Tables.Should().Equal("shop.a", "shop.middle", "zoo.z");
    }

    [Theory]
    [InlineData("mysql")]
    [InlineData("mariadb")]
    public async Task A_table_that_is_changed_while_it_waits_for_its_turn_fails_the_dump(string image)
    {
        await using var server = await StartAsync(image);
        await server.ScriptAsync(Content.Replace("{0}", "InnoDB", StringComparison.Ordinal), Token);
        foreach (var (change, back) in new[]
        {
            ("ALTER TABLE z MODIFY n BIGINT", "ALTER TABLE z MODIFY n INT"), ("TRUNCATE TABLE z", "INSERT INTO z VALUES (0)"),
            ("RENAME TABLE z TO y", "RENAME TABLE y TO z"), ("DROP TABLE z", "CREATE TABLE z (n INT)"),
        })
        {
            await using var output = new AfterBytes(1_000_000, () => server.ExecuteAsync(change, Token));
            var dump = () => server.DumpAsync(output, new DumpOptions(), Token);
            (await dump.Should().ThrowAsync<MySqlServerException>(change).Where(e => e.Reason == MySqlServerReason.DumpFailed)).Which.Message.Should().Contain("z", change);
            await server.ExecuteAsync(back, Token);
        }
    }

    /// <summary>Does something once so many bytes were written.</summary>
    private sealed class AfterBytes(int count, Func<Task> act) : MemoryStream
    {
        private bool _acted;

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await base.WriteAsync(buffer, cancellationToken);
            if (_acted || Length < count) return;
            _acted = true;
            await act();
        }
    }

    /// <returns>By how much a is ahead of z in the dump.</returns>
    private static async Task<(DumpReport Report, int Gap)> DumpUnderWritesAsync(MySqlServer server, DumpOptions options)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var dump = new MemoryStream();
        var writing = Task.Run(() => WriteAsync(server, stop.Token), Token);
        var report = await server.DumpAsync(dump, options, Token);
        await stop.CancelAsync();
        (await writing).Should().BePositive("there were writers");
        await server.ScriptAsync("DROP DATABASE shop; CREATE DATABASE shop; DROP DATABASE IF EXISTS zoo;", Token);
        dump.Position = 0;
        await server.LoadAsync(dump, Token);
        return (report, (int)(await server.QueryAsync("SELECT CAST(a.n AS SIGNED) - CAST(z.n AS SIGNED) AS gap FROM a, z", Token)).Column<long>("gap")[0]);
    }

    private static async Task<int> WriteAsync(MySqlServer server, CancellationToken token)
    {
        await using var connection = new MySqlConnection(server.RootConnectionString);
        await connection.OpenAsync(CancellationToken.None);
        await using var first = new MySqlCommand("UPDATE a SET n = n + 1", connection);
        await using var second = new MySqlCommand("UPDATE z SET n = n + 1", connection);
        var count = 0;
        for (; !token.IsCancellationRequested; count++)
        {
            await first.ExecuteNonQueryAsync(CancellationToken.None);
            await second.ExecuteNonQueryAsync(CancellationToken.None);
        }

        return count;
    }

    private Task<MySqlServer> StartAsync(string image) => MySqlServer.StartAsync(fixture.Engine, new MySqlOptions { Image = image, Database = "shop" }, Token);
}
