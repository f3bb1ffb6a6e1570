using InfraSpecs.EngineSpecs.Faults;
using InfraSpecs.MySql;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.MySql.Drill;

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
    [Fault("Drill", "a backup whose pipe hides that it was denied access", Names = "Access denied for user 'nobody'@")]
    [Fault("Drill", "a restore of a backup that was never written", Names = "the backup said: mysqldump: Got error: 1045: Access denied for user 'nobody'@")]
    public async Task What_a_step_said_that_exited_with_0_is_told()
    {
        // A pipe has the exit code of its last command.
        var options = Dump with
        {
            Backup = ["sh", "-c", "mysqldump --user=nobody --host=127.0.0.1 --protocol=tcp shop | gzip > /backup/shop.sql.gz"],
            Restore = ["sh", "-c", $"gunzip < /backup/shop.sql.gz | mysql {Account} shop"],
        };
        var drill = await BackupDrill.RunAsync(fixture.Engine, options, Token);
        var claim = () => drill.Should().HaveRestoredEverything();
        var failure = claim.Should().Throw<SpecFailedException>().Which;
        failure.ShouldNameItsFault("a backup whose pipe hides that it was denied access");
        failure.Message.Should().Contain("In the volume of backups: shop.sql.gz (20 bytes).").And.Contain("| mysqldump: Got error: 1045").And.Contain("backup took");

        var strict = () => BackupDrill.RunAsync(fixture.Engine, options with { Restore = ["sh", "-c", "gunzip < /backup/shop.sql.gz | grep -q INSERT || { echo no rows in it >&2; exit 4; }"] }, Token);
        var refused = (await strict.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.DrillCommandFailed)).Which;
        refused.ShouldNameItsFault("a restore of a backup that was never written");
        refused.Message.Should().Contain("exited with code 4").And.Contain("no rows in it").And.Contain("In the volume of backups: shop.sql.gz (20 bytes).");
    }

    [Fact]
    [Fault("Drill", "a restore that changes root's password", Names = "Access denied for user 'root'@")]
    public async Task A_restored_server_that_refuses_is_told_in_its_words()
    {
        var run = () => BackupDrill.RunAsync(fixture.Engine, Dump with { Restore = ["sh", "-ec", $"mysql {Account} -e \"ALTER USER root IDENTIFIED BY 'other'\""] }, Token);
        (await run.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.StatementRefused)).Which.ShouldNameItsFault();
    }

    [Fact]
    [Fault("Drill", "a backup that hangs", Names = "it had not ended within 3 s (BackupDrillOptions.CommandWithin): waiting for a tape")]
    public async Task A_step_has_a_deadline()
    {
        var run = () => BackupDrill.RunAsync(fixture.Engine, Dump with { Backup = ["sh", "-c", "echo waiting for a tape; sleep 600"], CommandWithin = TimeSpan.FromSeconds(3) }, Token);
        (await run.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.DrillCommandFailed)).Which.ShouldNameItsFault();
    }

    [Fact]
    [Fault("Drill", "the server ends while it is backed up", Names = "because the container exited with code 0 after")]
    public async Task A_server_that_ends_under_its_backup_is_the_cause()
    {
        var options = Dump with { Backup = ["sh", "-c", $"mysql {Account} -e SHUTDOWN; sleep 2; mysqldump {Account} shop > /backup/shop.sql"] };
        var run = () => BackupDrill.RunAsync(fixture.Engine, options, Token);
        var failure = (await run.Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.Ended)).Which;
        failure.ShouldNameItsFault();
        failure.Message.Should().Contain("Awaited: the backup");
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
    public async Task Databases_that_are_not_in_the_backup_and_views_whose_definer_is_missing_are_named()
    {
        var options = Dump with
        {
            Seed = async (server, token) =>
            {
                await Dump.Seed(server, token);
                await server.ScriptAsync(
                    "CREATE DATABASE billing; CREATE TABLE billing.bill (id INT PRIMARY KEY); INSERT INTO billing.bill VALUES (1), (2), (3); CREATE DATABASE nothing_in_it;"
                    + "CREATE USER app; GRANT ALL ON *.* TO app; CREATE DEFINER = app@'%' VIEW seen AS SELECT id FROM a; "
                    + "CREATE DEFINER = app@'%' PROCEDURE tidy() DELETE FROM a; CREATE FUNCTION bills() RETURNS INT READS SQL DATA RETURN (SELECT COUNT(*) FROM billing.bill);"
                    + "CREATE VIEW counted AS SELECT bills() AS bills;"
                    + "CREATE DEFINER = gone@'%' FUNCTION broken() RETURNS INT DETERMINISTIC RETURN 1", token);
            },
        };
        var drill = await BackupDrill.RunAsync(fixture.Engine, options, Token);
        drill.Compared.Should().Equal("'billing' (1 table with 3 rows)", "'nothing_in_it' (0 tables with 0 rows)", "'shop' (2 tables with 4 rows, 2 views, 2 functions, 1 procedure)");
        drill.Differences.Select(it => it.Sentence).Should().BeEquivalentTo(
            "database 'billing' is missing; it had 1 table with 3 rows",
            "database 'nothing_in_it' is missing; it had 0 tables with 0 rows",
            "database 'shop': account 'app@%', definer of view 'seen', procedure 'tidy', is missing, so that their use ends with error 1449; it was there",
            "view 'counted' of database 'shop' cannot be used: View 'shop.counted' references invalid table(s) or column(s) or function(s) or definer/invoker of view lack rights to use them",
            "function 'bills' of database 'shop' cannot be used: Table 'billing.bill' doesn't exist");
        drill.BrokenBefore.Should().Equal("function 'broken' of database 'shop': its definer 'gone@%' does not exist");
        var claim = () => drill.Should().HaveRestoredEverything();
        claim.Should().Throw<SpecFailedException>().Which.Message.Should().Contain("compared: databases 'billing' (1 table with 3 rows), 'nothing_in_it'").And.Contain("could not be used before the backup either: function 'broken'");

        var told = await BackupDrill.RunAsync(fixture.Engine, Dump with
        {
            Seed = options.Seed,
            Databases = ["billing"],
            Ledger = new LedgerOptions { Table = "billing.infraspecs_ledger" },
            Backup = ["sh", "-ec", $"mysqldump {Account} --single-transaction --databases billing > /backup/shop.sql"],
        }, Token);
        told.Should().HaveRestoredEverything();
        told.Describe().Should().Contain("compared: database 'billing' (1 table with 3 rows)\nleft out by the options: nothing_in_it, shop");
    }

    [Fact]
    public async Task A_restored_server_that_ends_when_it_is_read_is_told_as_that()
    {
        var run = () => BackupDrill.RunAsync(fixture.Engine, Dump with { Restore = ["sh", "-ec", $"mysql {Account} -e SHUTDOWN"] }, Token);
        (await run.Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.Ended)).WithMessage("*exited with code 0*Awaited: what was restored, to be compared*");
    }

    [Fact]
    public async Task What_a_command_prints_of_its_account_is_masked()
    {
        var options = Dump with { Backup = ["sh", "-c", "cat /run/infraspecs/client.cnf; exit 3"] };
        var run = () => BackupDrill.RunAsync(fixture.Engine, options, Token);
        (await run.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.DrillCommandFailed)).Which.ToString().Should().Contain("password=").And.NotContain("o\\t");
    }

    [Fact]
    [Fault("Drill", "a backup without space", Names = "exited with code 3")]
    public async Task A_command_that_fails_is_named_with_its_last_output()
    {
        var options = Dump with { Backup = ["sh", "-ec", "echo no space left >&2; exit 3"] };
        var run = () => BackupDrill.RunAsync(fixture.Engine, options, Token);
        var failure = (await run.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.DrillCommandFailed)).Which;
        failure.ShouldNameItsFault();
        failure.Message.Split('\n')[0].Should().Contain("The backup of the drill failed").And.Contain("code 3").And.Contain("no space left");
        (await fixture.Engine.ListResourcesAsync(Token)).Volumes.Should().NotContain(it => it.Name.StartsWith("drill-"));
    }
}
