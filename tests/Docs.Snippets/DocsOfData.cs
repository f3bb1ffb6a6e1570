using InfraSpecs;
using InfraSpecs.Cron;
using InfraSpecs.MySql;

namespace Docs.Snippets;

/// <summary>The snippets of docs/volumes.md, docs/images.md and docs/mysql.md, a method for each.</summary>
internal static class DocsOfData
{
    public static async Task BackupAsync(Engine engine, DataVolumeContainer data, VolumeContents before, CancellationToken token)
    {
        var backup = await data.ExportAsync("backup.tar.gz", new VolumeExportOptions { Quiesce = Quiesce.Stop }, token);
        await using var restored = await DataVolumeContainer.RestoreAsync(engine, "backup.tar.gz", new VolumeRestoreOptions(), token);
        (await restored.ReadContentsAsync(token)).Should().HaveSameContentsAs(before);
        Console.WriteLine(backup);
    }

    public static async Task<string> ImageAsync(Engine engine, CancellationToken token)
    {
        var options = new ImageBuildOptions
        {
            Dockerfile = "docker/prod.Dockerfile",   // from the folder, or absolute
            Target = "runtime",
            BuildArguments = new Dictionary<string, string> { ["VERSION"] = "1.4" },
            Labels = new Dictionary<string, string> { ["team"] = "billing" },
            Secrets = new Dictionary<string, string> { ["npm"] = "the token" },   // RUN --mount=type=secret,id=npm
            Platform = "linux/amd64",
        };
        var image = await engine.Images.BuildAsync("images/my-job", options, token);
        return image;
    }

    public static async Task SurvivalAsync(MySqlServer server, CancellationToken token)
    {
        var before = await DatabaseFingerprint.ReadAsync(server.ConnectionString, "volume_test", new FingerprintOptions(), token);
        await using var ledger = await WriteLedger.StartAsync(server.ConnectionString, new LedgerOptions { Table = "ledger" }, token);
        await ledger.WaitForCommitsAsync(200, TimeSpan.FromMinutes(1), token);
        await server.KillAsync(token);
        await ledger.StopAsync(token);
        await server.RestartAsync(token);
        (await ledger.CompareAsync(server.ConnectionString, token)).Should().HaveLostNothing();
        await server.ExecuteAsync("DROP TABLE ledger", token);
        (await DatabaseFingerprint.ReadAsync(server.ConnectionString, "volume_test", new FingerprintOptions(), token)).Should().MatchFingerprint(before);
    }

    public static async Task DrillAsync(Engine engine, CancellationToken token)
    {
        var drill = await BackupDrill.RunAsync(engine, new BackupDrillOptions
        {
            Source = new MySqlOptions { Database = "shop" },
            Seed = (server, token) => server.ScriptAsync("CREATE TABLE item (id INT PRIMARY KEY); INSERT INTO item VALUES (1), (2)", token),
            Backup = ["sh", "-ec", "mysqldump --defaults-extra-file=/run/infraspecs/client.cnf --single-transaction shop > /backup/shop.sql"],
            Restore = ["sh", "-ec", "mysql --defaults-extra-file=/run/infraspecs/client.cnf shop < /backup/shop.sql"],
        }, token);
        drill.Should().HaveRestoredEverything().And.HaveRecoveredWithin(TimeSpan.FromMinutes(1));
    }

    public static async Task DrillOfContainerAsync(Engine engine, CancellationToken token)
    {
        var drill = await BackupDrill.RunAsync(engine, new BackupDrillOptions
        {
            Source = new MySqlOptions { Database = "shop", RootPassword = "a secret" },
            Seed = async (server, token) =>
            {
                await server.ScriptAsync("CREATE TABLE item (id INT PRIMARY KEY); INSERT INTO item VALUES (1), (2)", token);
                await server.ScriptAsync("CREATE USER nightly IDENTIFIED BY 'another'; GRANT SELECT, PROCESS, RELOAD, LOCK TABLES, TRIGGER ON *.* TO nightly", token);
            },
            Host = "db1.example",   // as the container has it in its settings
            Backup = DrillAction.InContainer(new ContainerOptions
            {
                Image = "example/nightly-backup",
                Environment = new Dictionary<string, string> { ["DB_HOST"] = "db1.example", ["DB_USER"] = "nightly", ["DB_PASSWORD"] = "another" },
            }, folder: "/var/backups/nightly"),
            Restore = ["sh", "-ec", "mysql --defaults-extra-file=/run/infraspecs/client.cnf shop < /backup/shop.sql"],
        }, token);
        drill.Should().HaveRestoredEverything();
    }

    public static BackupDrillOptions DrillOfCron(Engine engine, BackupDrillOptions drill) => drill with
    {
        Backup = DrillAction.By(async (site, token) =>
        {
            var halfPastTwo = new DateTimeOffset(2027, 3, 1, 2, 30, 0, TimeSpan.Zero);
            await using var cron = await CronContainer.StartAsync(engine, new CronOptions
            {
                Image = "example/nightly-backup",
                Job = "backup.sh",
                StartAt = halfPastTwo.AddMinutes(-5),
                Configure = it => it
                    .WithNetwork(site.Network)
                    .WithVolumeMount(site.Volume, "/var/backups/nightly")
                    .WithEnvironment("DB_HOST", site.Host).WithEnvironment("DB_USER", "root").WithEnvironment("DB_PASSWORD", site.RootPassword),
            }, token);
            await cron.AdvanceToAsync(halfPastTwo, token);
            var runs = await cron.WaitForRunsAsync(1, token);
            runs.Should().HaveRuns(1).And.HaveSucceeded();
            return runs.All[0].Output;
        }),
    };
}
