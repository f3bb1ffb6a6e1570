using InfraSpecs.Swarm;

namespace InfraSpecs.Benchmarks;

/// <summary>A cluster that is kept between runs, beside one that is made anew.</summary>
internal static class ReuseCost
{
    private const int Rounds = 10;

    private const string Name = "bench";

    public static async Task<IReadOnlyList<Row>> RunAsync(Engine engine, CancellationToken token)
    {
        await SwarmCluster.RemoveReusedAsync(engine, Name, token);
        try
        {
            Samples reused = new(), fresh = new();
            await StartAsync(KeptAsync, new Samples());
            for (var i = 0; i < Rounds; i++)
            {
                await StartAsync(KeptAsync, reused);
                if (i % 3 == 0) await StartAsync(() => SwarmCluster.StartAsync(engine, token), fresh);
            }

            return
            [
                new("a kept cluster of 4 nodes: found, reset and verified clean, median", reused.Median, fresh.Median, "ms", "<= 500 ms", reused.Median <= 500,
                    $"{Rounds} times, after a run that left it clean; the floor is a new one, {fresh.Count} times"),
            ];
        }
        finally
        {
            await SwarmCluster.RemoveReusedAsync(engine, Name, CancellationToken.None);
        }

        Task<SwarmCluster> KeptAsync() => SwarmCluster.ReuseAsync(engine, Name, new SwarmOptions(), token);

        async Task StartAsync(Func<Task<SwarmCluster>> start, Samples samples)
        {
            SwarmCluster? cluster = null;
            await samples.TimeAsync(async () => cluster = await start());
            await cluster!.DisposeAsync();
        }
    }
}
