using InfraSpecs.MySql;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.MySql;

[RequiresEngine]
public sealed class BackupDrillSpecs(EngineFixture fixture)
{
    private const string Account = "--defaults-extra-file=/run/infraspecs/client.cnf";

    private static readonly BackupDrillOptions Dump = new()
    {
        Source = new MySqlOptions { Database = "shop", RootPassword = "r'o\"o\\t ;" },
        Seed = (server, token) => server.ScriptAsync("CREATE TABLE a (id INT PRIMARY KEY); INSERT INTO a VALUES (1), (2); CREATE TABLE b LIKE a; INSERT INTO b SELECT * FROM a;", token),
        Backup = ["sh", "-ec", $"mysqldump {Account} --single-transaction --routines --triggers --events shop > /backup/shop.sql"],
        Restore = ["sh", "-ec", $"mysql {Account} shop < /backup/shop.sql"],
        Ledger = new LedgerOptions { Table = "shop.infraspecs_ledger" },
    };

    [Fact]
    public async Task A_dump_under_writes_has_all_from_before_and_tells_what_was_lost_since()
    {
        var drill = await BackupDrill.RunAsync(fixture.Engine, Dump, Token);
        drill.Should().HaveRestoredEverything().And.HaveRecoveredWithin(TimeSpan.FromMinutes(1));
        drill.LostSince.Should().NotBeEmpty("the writers wrote on until the server was gone");
    }

    [Fact]
    public async Task A_backup_that_misses_a_table_is_found_out()
    {
        var options = Dump with { Backup = ["sh", "-ec", $"mysqldump {Account} --ignore-table=shop.b shop > /backup/shop.sql"] };
        var drill = await BackupDrill.RunAsync(fixture.Engine, options, Token);
        var claim = () => drill.Should().HaveRestoredEverything();
        claim.Should().Throw<SpecFailedException>().Which.Message.Should().Contain("1 thing(s) differ").And.Contain("'b'");
    }

    [Fact]
    public async Task A_backup_that_was_taken_before_the_last_rows_is_found_out()
    {
        // The backup job has failed since yesterday, and nobody looked: what is restored is an older one.
        var options = Dump with
        {
            Backup = ["sh", "-ec", $"mysqldump {Account} --set-gtid-purged=OFF --where='transaction <= 20' shop infraspecs_ledger > /backup/old.sql; mysqldump {Account} --set-gtid-purged=OFF --ignore-table=shop.infraspecs_ledger shop >> /backup/old.sql"],
            Restore = ["sh", "-ec", $"mysql {Account} shop < /backup/old.sql"],
        };
        var drill = await BackupDrill.RunAsync(fixture.Engine, options, Token);
        drill.Differences.Should().BeEmpty();
        drill.LostFromBefore.Should().HaveCountGreaterThan(50);
        drill.Holds.Should().BeFalse();
    }

    [Fact]
    public async Task A_command_that_fails_is_named_with_its_last_output()
    {
        var options = Dump with { Backup = ["sh", "-ec", "echo no space left >&2; exit 3"] };
        var run = () => BackupDrill.RunAsync(fixture.Engine, options, Token);
        (await run.Should().ThrowAsync<BackupDrillException>()).Which.Message.Should().Contain("The backup of the drill failed").And.Contain("code 3").And.Contain("no space left");
        (await fixture.Engine.ListResourcesAsync(Token)).Volumes.Should().NotContain(it => it.Name.StartsWith("drill-"));
    }
}
