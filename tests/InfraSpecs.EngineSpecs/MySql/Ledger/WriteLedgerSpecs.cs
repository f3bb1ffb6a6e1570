using InfraSpecs.EngineSpecs.Faults;
using InfraSpecs.MySql;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.MySql.Ledger;

[RequiresEngine]
public sealed class WriteLedgerSpecs(BareMySql server) : IClassFixture<BareMySql>
{
    private static readonly LedgerOptions UntilKilled = new() { OnDisconnect = OnDisconnect.End };

    [Fact]
    public async Task Kill_and_restart_loses_nothing_ten_times_over()
    {
        await server.CreateAsync("ledger");
        for (var round = 1; round <= 10; round++)
        {
            await using var ledger = await WriteLedger.StartAsync(server.In("ledger"), UntilKilled, Token);
            await ledger.WaitForCommitsAsync(30 * round, TimeSpan.FromSeconds(60), Token);
            await server.KillAndStartAsync(Token);
            await ledger.StopAsync(Token);
            var report = await ledger.CompareAsync(server.In("ledger"), Token);
            TestContext.Current.TestOutputHelper!.WriteLine($"round {round}: {report.Describe()}");
            report.Should().HaveLostNothing();
            report.Disconnects.Should().NotBeEmpty("the server was killed while it was written to");
        }
    }

    [Fact]
    public async Task Rows_that_are_taken_away_or_damaged_are_found()
    {
        await server.CreateAsync("ledger");
        await using var ledger = await WriteLedger.StartAsync(server.In("ledger"), Token);
        await ledger.WaitForCommitsAsync(10, TimeSpan.FromSeconds(60), Token);
        await ledger.StopAsync(Token);
        (await ledger.CompareAsync(server.In("ledger"), Token)).Should().HaveLostNothing();

        await server.ExecuteAsync("ledger",
            "DELETE FROM infraspecs_ledger WHERE transaction = 2",
            "DELETE FROM infraspecs_ledger WHERE transaction = 3 AND part = 2",
            "UPDATE infraspecs_ledger SET payload = CONCAT(payload, 'x') WHERE transaction = 4 AND part = 1");
        var report = await ledger.CompareAsync(server.In("ledger"), Token);

        report.Lost.Select(it => it.Transaction).Should().Equal(2);
        report.Torn.Select(it => it.Transaction).Should().Equal(3);
        report.DamagedRows.Should().Equal("row 1 of transaction 4");
        report.Invoking(it => it.Should().HaveLostNothing()).Should().Throw<SpecFailedException>()
            .WithMessage($"Expected * to have lost nothing, but of {report.Acknowledged} acknowledged commits 1 are missing, 1 transactions are torn, 1 rows are damaged*lost: transaction 2 of writer*");
    }

    [Fact]
    public async Task A_writer_may_connect_again_after_the_server_came_back()
    {
        await server.CreateAsync("ledger");
        await using var ledger = await WriteLedger.StartAsync(server.In("ledger"), Token);
        await ledger.WaitForCommitsAsync(10, TimeSpan.FromSeconds(60), Token);
        await KillConnectionsAsync();
        await ledger.WaitForCommitsAsync(ledger.Acknowledged + 20, TimeSpan.FromSeconds(60), Token);
        await ledger.StopAsync(Token);
        var report = await ledger.CompareAsync(server.In("ledger"), Token);
        report.Should().HaveLostNothing();
        report.Disconnects.Values.Sum().Should().BeGreaterThan(0);
    }

    [Fact]
    [Fault("Ledger", "a table that is dropped while writers write", Names = "infraspecs_ledger' doesn't exist")]
    public async Task What_ends_a_writer_surfaces_at_the_call_that_meets_it_and_not_at_disposal()
    {
        await server.CreateAsync("ledger");
        var ledger = await WriteLedger.StartAsync(server.In("ledger"), Token);
        await ledger.WaitForCommitsAsync(10, TimeSpan.FromSeconds(60), Token);
        await server.ExecuteAsync("ledger", "ALTER TABLE infraspecs_ledger RENAME TO other");
        var wait = () => ledger.WaitForCommitsAsync(1_000_000, TimeSpan.FromSeconds(60), Token);
        var failure = (await wait.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.StatementRefused)).Which;
        failure.ShouldNameItsFault("a table that is dropped while writers write");
        failure.ErrorCode.Should().Be(MySqlConnector.MySqlErrorCode.NoSuchTable);
        await ledger.Awaiting(it => it.StopAsync(Token)).Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.StatementRefused);
        await server.ExecuteAsync("ledger", "ALTER TABLE other RENAME TO infraspecs_ledger");
        (await ledger.CompareAsync(server.In("ledger"), Token)).Should().HaveLostNothing();
        await ledger.DisposeAsync();
    }

    [Fact]
    [Fault("Ledger", "a table that cannot be made", Names = "Unknown database 'nowhere'")]
    [Fault("Ledger", "a server that is gone", Names = "no server can be reached at 127.0.0.1:1")]
    public async Task A_server_that_cannot_be_written_to_is_told_in_sentences()
    {
        var nowhere = () => WriteLedger.StartAsync(server.In("nowhere"), Token);
        (await nowhere.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.StatementRefused)).Which.ShouldNameItsFault("a table that cannot be made");
        var gone = () => WriteLedger.StartAsync("Server=127.0.0.1;Port=1;User ID=root;Database=x", Token);
        (await gone.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.NotReady)).Which.ShouldNameItsFault("a server that is gone");
        var unread = () => DatabaseFingerprint.ReadAsync("Server=127.0.0.1;Port=1;User ID=root", "x", new FingerprintOptions(), Token);
        await unread.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.FingerprintUnreadable);
    }

    private async Task KillConnectionsAsync()
    {
        await using var connection = new MySqlConnector.MySqlConnection(server.In("ledger"));
        await connection.OpenAsync(Token);
        List<long> ids = [];
        await using (var command = new MySqlConnector.MySqlCommand("SELECT ID FROM information_schema.PROCESSLIST WHERE DB = 'ledger' AND ID <> CONNECTION_ID()", connection))
        await using (var reader = await command.ExecuteReaderAsync(Token))
        {
            while (await reader.ReadAsync(Token)) ids.Add(Convert.ToInt64(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture));
        }

        ids.Should().HaveCount(4);
        await server.ExecuteAsync("", [.. ids.Select(id => $"KILL {id}")]);
    }
}

[RequiresEngine]
public sealed class LostCommitSpecs(ForgetfulMySql server) : IClassFixture<ForgetfulMySql>
{
    [Fact]
    public async Task Commits_that_were_never_written_to_disk_are_counted_after_SIGKILL()
    {
        await server.CreateAsync("ledger");
        await using var ledger = await WriteLedger.StartAsync(server.In("ledger"), new LedgerOptions { OnDisconnect = OnDisconnect.End }, Token);
        await ledger.WaitForCommitsAsync(200, TimeSpan.FromSeconds(60), Token);
        await server.KillAndStartAsync(Token);
        await ledger.StopAsync(Token);
        var report = await ledger.CompareAsync(server.In("ledger"), Token);
        TestContext.Current.TestOutputHelper!.WriteLine(report.Describe());

        report.Lost.Should().NotBeEmpty();
        report.Invoking(it => it.Should().HaveLostNothing()).Should().Throw<SpecFailedException>()
            .WithMessage($"*of {report.Acknowledged} acknowledged commits {report.Lost.Count} are missing*lost: transaction *");
    }
}
