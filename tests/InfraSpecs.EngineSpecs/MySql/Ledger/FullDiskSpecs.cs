using InfraSpecs.MySql;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.MySql.Ledger;

/// <summary>A server whose disk fills up while it is written to.</summary>
[RequiresEngine(EngineFeatures.ProcessTracing)]
public sealed class FullDiskSpecs(EngineFixture fixture)
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task It_says_so_and_loses_no_acknowledged_commit()
    {
        await using var server = await MySqlServer.StartAsync(fixture.Engine, new MySqlOptions { Database = "shop" }, Token);
        await using var ledger = await WriteLedger.StartAsync(server.ConnectionString, new LedgerOptions { OnDisconnect = OnDisconnect.End }, Token);
        await ledger.WaitForCommitsAsync(50, Within, Token);
        await using (var fault = await Fault.BeginAsync(server.Container, new DiskFault { Folder = server.Options.DataDirectory, Full = true }, Token))
        {
            await server.Container.WaitForOutputAsync("(Disk|table '.*') is full", 1, Within, Token);
            (await fault.HealAsync()).Should().HaveBeenFelt();
        }

        // It would wait for a minute before it tries again. Writers may have been told that the table is full.
        await server.KillAsync(Token);
        if (await Record.ExceptionAsync(() => ledger.StopAsync(Token)) is { } refusal)
            refusal.Should().BeOfType<MySqlServerException>().Which.Message.Should().Contain("is full");
        await server.StartAsync(Token);
        var report = await ledger.CompareAsync(server.ConnectionString, Token);
        report.Should().HaveLostNothing();
        report.Acknowledged.Should().BeGreaterThanOrEqualTo(50);

        await using var again = await WriteLedger.StartAsync(server.ConnectionString, Token);
        await again.WaitForCommitsAsync(10, Within, Token);
    }
}
