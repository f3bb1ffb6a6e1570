namespace InfraSpecs.MySql.Tests.Drill;

public sealed class BackupDrillTests
{
    private static readonly DateTimeOffset Began = new(2026, 11, 22, 17, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_commit_lost_from_before_the_backup_began_fails_the_drill()
    {
        var drill = Report(lost: [Commit(1, -1), Commit(2, 1)]);
        drill.LostFromBefore.Should().ContainSingle().Which.Transaction.Should().Be(1);
        drill.LostSince.Should().ContainSingle().Which.Transaction.Should().Be(2);
        drill.Holds.Should().BeFalse();
    }

    [Fact]
    public void Commits_lost_since_are_what_a_backup_cannot_have() => Report(lost: [Commit(2, 1)]).Holds.Should().BeTrue();

    [Fact]
    public void A_difference_fails_the_drill() =>
        (Report(lost: []) with { Differences = [new FingerprintDifference("table 'b' is missing")] }).Holds.Should().BeFalse();

    [Fact]
    public void The_option_file_keeps_a_password_as_it_is() =>
        CommandAction.OptionsFor(new MySqlOptions { RootPassword = "a\"b\\c # d" }).Should().Contain("password=\"a\\\"b\\\\c # d\"\n");

    [Fact]
    public void All_that_a_drill_lacks_is_named_at_once()
    {
        var options = new BackupDrillOptions { Source = new MySqlOptions(), Seed = (_, _) => Task.CompletedTask, Backup = [], Restore = [], CommitsBefore = 0, Host = "db1:3306" };
        options.Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().Which.Errors.Should().HaveCount(5);
    }

    [Fact]
    public void Databases_that_cannot_be_meant_are_refused()
    {
        var options = new BackupDrillOptions { Source = new MySqlOptions { Database = "shop" }, Seed = (_, _) => Task.CompletedTask, Backup = ["true"], Restore = ["true"] };
        (options with { Databases = ["a", " ", "a"], Fingerprint = new FingerprintOptions { Tables = ["t"] } }).Invoking(it => it.Validate())
            .Should().Throw<InvalidOptionsException>().Which.Errors.Should().HaveCount(4).And.Contain(it => it.Contains("leaves out 'shop', which has the writers' table"));
        options.Invoking(it => it.Validate()).Should().NotThrow();
    }

    [Fact]
    public void What_a_step_said_is_told_of_a_drill_that_is_red_and_its_times_of_one_that_is_green()
    {
        DrillStep[] steps = [new("backup", TimeSpan.FromSeconds(1), ["mysqldump: Got error: 1045: Access denied"]), new("restore", TimeSpan.FromSeconds(0.5), [])];
        var green = Report(lost: []) with { Steps = steps };
        green.ToString().Should().StartWith("backup took 1.0 s, recovery 2.0 s, of which the restore took 0.5 s\n").And.NotContain("Access denied");
        var red = green with { Differences = [new FingerprintDifference("table 'b' is missing")], Files = "In the volume of backups: shop.sql.gz (20 bytes)." };
        red.Describe().Should().Contain("The backup said:\n| mysqldump: Got error: 1045: Access denied\nThe restore said nothing.\n").And.Contain("\nIn the volume of backups: shop.sql.gz (20 bytes).\n");
        (green with { Files = red.Files }).Describe().Should().Contain("\nIn the volume of backups: shop.sql.gz (20 bytes).\n");
        red.Invoking(it => it.Should().HaveRestoredEverything()).Should().Throw<Exception>().Which.Message.Split('\n')[0].Should()
            .Contain("1 thing(s) differ").And.Contain("the backup said: mysqldump: Got error: 1045: Access denied");
    }

    [Fact]
    public void The_files_of_a_backup_are_told_with_their_sizes()
    {
        DrillFiles.Describe(["0:0, mode 755", "20 ./shop.sql.gz", "1 20"]).Should().Be("In the volume of backups: shop.sql.gz (20 bytes).");
        DrillFiles.Describe(["0:0, mode 755", "20 ./shop.sql.gz", "1048576 ./full/shop 2.ibd", "33 1048596"]).Should()
            .Be("In the volume of backups: shop.sql.gz (20 bytes), full/shop 2.ibd (1,048,576 bytes), and 31 others; 1,048,596 bytes in all.");
        DrillFiles.Describe(["34:34, mode 700", "0 0"]).Should().Be("There is no file in the volume of backups, whose folder belongs to 34:34, mode 700.");
        DrillFiles.Describe([]).Should().Be("What is in the volume of backups could not be listed.");
    }

    private static LedgerEntry Commit(long number, int seconds) => new(number, 1, CommitState.Acknowledged, Began.AddSeconds(seconds));

    private static DrillReport Report(IReadOnlyList<LedgerEntry> lost) => new()
    {
        BackupTook = TimeSpan.FromSeconds(1),
        RecoveryTook = TimeSpan.FromSeconds(2),
        Differences = [],
        Ledger = new LedgerReport
        {
            Table = "t",
            Acknowledged = 10,
            Lost = lost,
            InDoubt = 0,
            InDoubtPresent = [],
            UnacknowledgedPresent = [],
            Torn = [],
            DamagedRows = [],
            Disconnects = new Dictionary<string, int>(),
        },
        BackupBegan = Began,
    };
}
