using InfraSpecs.Cron;
using InfraSpecs.MySql;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.MySql.Drill;

/// <summary>A backup container as its owner runs it. Nothing of it is left.</summary>
[RequiresEngine]
public sealed class BackupContainerSpecs(EngineFixture fixture) : OwnEngineSpecs(fixture)
{
    private const string Host = "db1.example";
    private const string NightlyPassword = "Nightly-pw.4711";
    private const string RootPassword = "Root-pw.0815";
    private const string Daily = "30 2 * * * root . /etc/nightly.env && /usr/local/bin/backup.sh";

    private static readonly DateTimeOffset HalfPastTwo = new(2027, 3, 1, 2, 30, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, string> Given = new()
    {
        ["DB_HOST"] = Host,
        ["DB_USER"] = "nightly",
        ["DB_PASSWORD"] = NightlyPassword,
        ["DATABASES"] = "shop billing",
    };

    private static readonly BackupDrillOptions Drill = new()
    {
        Source = new MySqlOptions { Database = "shop", RootPassword = RootPassword },
        Seed = (server, token) => server.ScriptAsync(
            "CREATE TABLE item (id INT PRIMARY KEY); INSERT INTO item VALUES (1), (2); CREATE DATABASE billing; CREATE TABLE billing.bill (id INT PRIMARY KEY); INSERT INTO billing.bill VALUES (1);"
            + $"CREATE USER nightly IDENTIFIED BY '{NightlyPassword}'; GRANT SELECT, PROCESS, RELOAD, TRIGGER, SHOW VIEW, EVENT, LOCK TABLES ON *.* TO nightly", token),
        Host = Host,
        Backup = ["false"],
        Restore = ["sh", "-ec", "for file in /backup/*.sql; do mysql --defaults-extra-file=/run/infraspecs/client.cnf < $file; done"],
    };

    [Fact]
    public async Task A_container_is_run_as_its_owner_runs_it_and_another_one_restores()
    {
        var drill = await BackupDrill.RunAsync(Engine, Drill with
        {
            Backup = await InContainerAsync(it => it),
            Restore = await InContainerAsync(it => it with { Command = ["restore"], Environment = GivenBut(("DB_USER", "root"), ("DB_PASSWORD", RootPassword)) }),
        }, Token);
        drill.Should().HaveRestoredEverything();
        drill.Steps[0].LastLines.Should().Equal("shop billing: done");
        drill.ToString().Should().MatchRegex(
            """
            ^backup took \d+\.\d s, recovery \d+\.\d s, of which the restore took \d+\.\d s
            lost of .*
            compared: databases 'billing' \(1 table with 1 row\), 'shop' \(1 table with 2 rows\)
            In the volume of backups: billing\.sql \([\d,]+ bytes\), shop\.sql \([\d,]+ bytes\); [\d,]+ bytes in all\.
            """);
    }

    [Fact]
    public async Task The_backup_of_half_past_two_ran_and_was_destroyed_and_restored()
    {
        var drill = await BackupDrill.RunAsync(Engine, Drill with
        {
            Backup = DrillAction.By(async (site, token) =>
            {
                await using var cron = await StartCronAsync(site, Daily, token);
                await cron.AdvanceToAsync(HalfPastTwo, token);
                var runs = await cron.WaitForRunsAsync(1, TimeSpan.FromSeconds(30), token);
                runs.Should().HaveRuns(1).And.HaveSucceeded();
                runs.All[0].StartedAt.Should().BeOnOrAfter(HalfPastTwo);
                return runs.All[0].Output;
            }),
        }, Token);
        drill.Should().HaveRestoredEverything();
        drill.Steps[0].LastLines.Should().Equal("shop billing: done");
        drill.Files.Should().StartWith("In the volume of backups: billing.sql (");
    }

    [Fact]
    public async Task A_job_whose_pipe_hides_what_failed_is_told_with_what_it_said()
    {
        var drill = await BackupDrill.RunAsync(Engine, Drill with
        {
            Backup = DrillAction.By(async (site, token) =>
            {
                await using var cron = await StartCronAsync(
                    site, $"30 2 * * * root . /etc/nightly.env; MYSQL_PWD=$DB_PASSWORD mysqldump --host=$DB_HOST --user=nobody --databases shop billing | gzip > {NightlyImage.Folder}/all.sql.gz", token);
                await cron.AdvanceToAsync(HalfPastTwo, token);
                var runs = await cron.WaitForRunsAsync(1, TimeSpan.FromSeconds(30), token);
                runs.Should().HaveSucceeded("a pipe has the exit code of its last command");
                return runs.All[0].Output;
            }),
            Restore = ["sh", "-c", "gunzip < /backup/all.sql.gz | mysql --defaults-extra-file=/run/infraspecs/client.cnf"],
        }, Token);
        var claim = () => drill.Should().HaveRestoredEverything();
        var failure = claim.Should().Throw<SpecFailedException>().Which.Message;
        failure.Split('\n')[0].Should().Contain("; the backup said: mysqldump: Got error: 1045: Access denied for user 'nobody'@");
        failure.Should().Contain("database 'billing' is missing").And.Contain("In the volume of backups: all.sql.gz (20 bytes).");
    }

    [Fact]
    public async Task A_wrong_password_is_named_and_not_shown_whatever_other_network_the_server_is_in()
    {
        await using var network = await ContainerNetwork.CreateAsync(Engine, Token);
        var failure = await FailureAsync(Drill with
        {
            Source = Drill.Source with { Golden = true, Configure = it => it.WithNetwork(network.Name) },
            Backup = await InContainerAsync(it => it with { Environment = GivenBut(("DB_PASSWORD", "Wrong-pw.1")), Command = ["sh", "-c", "echo as $DB_USER with $DB_PASSWORD; backup.sh"] }),
        });
        failure.Split('\n')[0].Should().MatchRegex("^The backup of the drill failed: it exited with code 2 after .* s: mysqldump: Got error: 1045: Access denied for user 'nightly'@");
        failure.Should().Contain("as nightly with ***").And.NotContain("Wrong-pw");
    }

    [Fact]
    public async Task A_user_that_may_not_write_is_told_with_whose_the_folder_is()
    {
        var failure = await FailureAsync(Drill with { Backup = await InContainerAsync(it => it with { User = "1000:1000" }) });
        failure.Split('\n')[0].Should().Contain("shop.sql: Permission denied");
        failure.Should().Contain("There is no file in the volume of backups, whose folder belongs to 34:34, mode 755.");
    }

    [Fact]
    public async Task A_container_in_the_host_s_network_is_refused()
    {
        var failure = await FailureAsync(Drill with
        {
            Backup = await InContainerAsync(it => it with { Configure = builder => builder.WithCreateParameterModifier(create => create.HostConfig!.NetworkMode = "host") }),
        });
        failure.Split('\n')[0].Should().Be("The backup of the drill failed: its Configure sets the network mode 'host', with which it cannot be in the drill's network.");
    }

    [Fact]
    public async Task A_container_that_does_not_end_by_itself_is_told_what_it_is()
    {
        var failure = await FailureAsync(Drill with { Backup = await InContainerAsync(it => it with { Command = ["cron"], User = "0" }), CommandWithin = TimeSpan.FromSeconds(3) });
        failure.Split('\n')[0].Should().StartWith("The backup of the drill failed: it had not ended within 3 s (BackupDrillOptions.CommandWithin)");
        failure.Should().Contain("one with cron inside, is started by DrillAction.By");
    }

    [Fact]
    public async Task An_image_that_cannot_be_had_is_told_before_anything_is_seeded()
    {
        var isSeeded = false;
        var run = () => BackupDrill.RunAsync(Engine, Drill with
        {
            Seed = (_, _) => Task.FromResult(isSeeded = true),
            Backup = DrillAction.InContainer(new ContainerOptions { Image = "127.0.0.1:1/nightly" }),
        }, Token);
        await run.Should().ThrowAsync<ImageException>();
        isSeeded.Should().BeFalse();
    }

    [Fact]
    public async Task A_job_that_is_never_due_is_told_by_cron_and_its_container_is_removed()
    {
        var container = "";
        var run = () => BackupDrill.RunAsync(Engine, Drill with
        {
            Backup = DrillAction.By(async (site, token) =>
            {
                var cron = await StartCronAsync(site, Daily.Replace("30 2", "30 14"), token);
                container = cron.Container.Id;
                await cron.AdvanceToAsync(HalfPastTwo, token);
                return (await cron.WaitForRunsAsync(1, TimeSpan.FromSeconds(3), token)).All[0].Output;
            }),
        }, Token);
        var failure = (await run.Should().ThrowAsync<InfraSpecsException>()).Which;
        failure.Message.Should().Contain("30 14 * * *");
        (await Engine.ListResourcesAsync(Token)).Containers.Should().NotContain(it => it.Id == container);
    }

    [Fact]
    public async Task Code_reaches_the_server_and_its_data_and_what_it_leaves_is_removed()
    {
        var drill = await BackupDrill.RunAsync(Engine, Drill with
        {
            Backup = DrillAction.By(async (site, token) =>
            {
                await Container.StartAsync(Engine, new ContainerOptions { Image = "busybox", Command = ["sleep", "600"], Networks = [site.Network] }, token);
                await site.Server!.Container.PauseAsync(token);
                await InVolumesAsync(site, $"tar -C {site.Data.Path} -cf /kept/data.tar .", token);
                await site.Server.Container.UnpauseAsync(token);
                return $"paused, as {site.RootPassword}";
            }),
            Restore = DrillAction.By(async (site, token) =>
            {
                site.Server.Should().BeNull("it does not run yet");
                await InVolumesAsync(site, $"tar -C {site.Data.Path} -xf /kept/data.tar", token);
                return "";
            }),
            RestoreBeforeStart = true,
        }, Token);
        drill.Should().HaveRestoredEverything();
        drill.Steps[0].LastLines.Should().Equal("paused, as ***");
        drill.Files.Should().StartWith("In the volume of backups: data.tar (");
    }

    [Fact]
    public async Task Code_has_a_deadline_too()
    {
        var failure = await FailureAsync(Drill with
        {
            Backup = DrillAction.By(async (site, token) =>
            {
                await using var cron = await StartCronAsync(site, Daily, token);
                return (await cron.WaitForRunsAsync(1, TimeSpan.FromMinutes(10), token)).All[0].Output;
            }),
            CommandWithin = TimeSpan.FromSeconds(5),
        });
        failure.Split('\n')[0].Should().MatchRegex(@"^The backup of the drill failed: it had not ended within 5 s \(BackupDrillOptions.CommandWithin\); it waited for cron-.*, 1 run, where ");
    }

    private static Dictionary<string, string> GivenBut(params (string Name, string Value)[] others)
    {
        var given = new Dictionary<string, string>(Given);
        foreach (var (name, value) in others) given[name] = value;
        return given;
    }

    private async Task InVolumesAsync(DrillSite site, string command, CancellationToken token)
    {
        await using var done = await Container.StartAsync(Engine, new ContainerOptions
        {
            Image = "busybox",
            Command = ["sh", "-ec", command],
            Mounts = [site.Data.AsMount(), ContainerMount.Volume(site.Volume, "/kept")],
            Ready = Ready.WhenExitsWith(0),
        }, token);
    }

    private async Task<DrillAction> InContainerAsync(Func<ContainerOptions, ContainerOptions> change) => DrillAction.InContainer(
        change(new ContainerOptions { Image = await NightlyImage.BuildAsync(Engine, Daily, Token), Environment = Given }), NightlyImage.Folder);

    private async Task<CronContainer> StartCronAsync(DrillSite site, string line, CancellationToken token) => await CronContainer.StartAsync(
        Engine,
        new CronOptions
        {
            Image = await NightlyImage.BuildAsync(Engine, line, token),
            StartAt = HalfPastTwo.AddMinutes(-5),
            Configure = it => it
                .WithNetwork(site.Network)
                .WithVolumeMount(site.Volume, NightlyImage.Folder)
                .WithEnvironment(Given)
                .WithCommand("cron")
                .WithCreateParameterModifier(create => create.User = "0"),
        },
        token);

    private async Task<string> FailureAsync(BackupDrillOptions options)
    {
        var run = () => BackupDrill.RunAsync(Engine, options, Token);
        return (await run.Should().ThrowAsync<MySqlServerException>().Where(e => e.Reason == MySqlServerReason.DrillCommandFailed)).Which.Message;
    }
}
