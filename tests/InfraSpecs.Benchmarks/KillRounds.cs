using InfraSpecs.MySql;

namespace InfraSpecs.Benchmarks;

/// <summary>A server that is killed under write load and started again: how often the ledger raises a false alarm.</summary>
internal static class KillRounds
{
    private const int Rounds = 50;

    public static async Task<IReadOnlyList<Row>> RunAsync(Engine engine, CancellationToken token)
    {
        await using var data = await DataVolumeContainer.CreateAsync(engine, "/var/lib/mysql", token);
        await using var server = await MySqlServer.StartAsync(engine, new MySqlOptions { Database = "bench", Data = data }, token);
        var alarms = 0;
        var commits = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            var options = new LedgerOptions { Table = $"ledger_{round}", OnDisconnect = OnDisconnect.End };
            await using var ledger = await WriteLedger.StartAsync(server.ConnectionString, options, token);
            await ledger.WaitForCommitsAsync(30 + round, TimeSpan.FromMinutes(1), token);
            await server.KillAsync(token);
            await ledger.StopAsync(token);
            await server.RestartAsync(token);
            var report = await ledger.CompareAsync(server.ConnectionString, token);
            commits += report.Acknowledged;
            if (report.HasLostNothing) continue;
            alarms++;
            Console.WriteLine($"round {round}:\n{report.Describe()}");
        }

        return
        [
            new("false alarms in 50 rounds of kill and restart", alarms, Rounds, "rounds", "0", alarms == 0,
                $"{commits:N0} acknowledged commits; the floor is the number of rounds. That losses are counted is an engine spec"),
        ];
    }
}
