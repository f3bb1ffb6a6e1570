using InfraSpecs.MySql;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.MySql.Drill;

/// <summary>A backup that is restored on a machine with a slow disk.</summary>
[RequiresEngine(EngineFeatures.ProcessTracing)]
public sealed class SlowDiskDrillSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task The_time_of_the_recovery_has_the_disks_in_it()
    {
        using var folder = new TemporaryFolder();
        var (dump, loaded, effect) = (folder.At("shop.sql"), TimeSpan.Zero, (FaultEffect?)null);
        var drill = await BackupDrill.RunAsync(fixture.Engine, new BackupDrillOptions
        {
            Source = new MySqlOptions { Database = "shop" },
            Seed = (server, token) => server.ScriptAsync("CREATE TABLE a (id INT PRIMARY KEY); INSERT INTO a VALUES (1), (2);", token),
            Ledger = new LedgerOptions { Table = "shop.infraspecs_ledger" },
            Backup = DrillAction.By(async (site, token) =>
            {
                await site.Server!.DumpAsync(dump, new DumpOptions(), token);
                return "";
            }),
            Restore = DrillAction.By(async (site, token) =>
            {
                var slow = new DiskFault { Folder = site.Server!.Options.DataDirectory, Delay = TimeSpan.FromMilliseconds(100) };
                await using var fault = await Fault.BeginAsync(site.Server.Container, slow, token);
                var begun = TimeProvider.System.GetTimestamp();
                await site.Server.LoadAsync(dump, token);
                loaded = TimeProvider.System.GetElapsedTime(begun);
                effect = await fault.HealAsync();
                return "";
            }),
        }, Token);

        effect!.Should().HaveBeenFelt(times: 5);
        drill.Should().HaveRestoredEverything();
        drill.RecoveryTook.Should().BeGreaterThan(loaded).And.BeGreaterThan(TimeSpan.FromMilliseconds(500), "the disk held five writes or more for 100 ms each");
        var claim = () => drill.Should().HaveRecoveredWithin(loaded);
        claim.Should().Throw<SpecFailedException>().WithMessage("*to have recovered within*, but it took*recovery *, of which the restore took *");
    }
}
