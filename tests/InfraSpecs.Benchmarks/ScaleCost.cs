using InfraSpecs.Swarm;

namespace InfraSpecs.Benchmarks;

/// <summary>How long after the fact convergence is seen: by InfraSpecs and by <c>docker service scale</c>, in turns.</summary>
internal static class ScaleCost
{
    private const int Rounds = 10;

    private static readonly TimeSpan StableFor = TimeSpan.FromSeconds(1);

    // What the docker CLI watches a service for, where its update configuration says nothing.
    private static readonly TimeSpan CliStableFor = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<Row>> RunAsync(Engine engine, CancellationToken token)
    {
        await using var cluster = await SwarmCluster.StartAsync(engine, new SwarmOptions { Preload = ["example/echo:latest"] }, token);
        var options = new ServiceOptions { Name = "echo", Image = "example/echo:latest", StopGracePeriod = TimeSpan.FromSeconds(1), StableFor = StableFor };
        var echo = await cluster.CreateServiceAsync(options, token);
        Samples ours = new(), theirs = new();
        await OursAsync(new Samples());
        for (var i = 0; i < Rounds; i++)
        {
            await OursAsync(ours);
            if (i % 2 == 0) await TheirsAsync(theirs);
        }

        return
        [
            new("scaled 1 -> 6: convergence seen, after the last task ran and the stability window, median", ours.Median, theirs.Median, "ms", "<= 100 ms", ours.Median <= 100,
                $"{Rounds} times, by the tasks' own timestamps; the floor is docker service scale with its window of 5 s, {theirs.Count} times"),
            new("the same, 95th percentile", ours.Percentile(95), theirs.Percentile(95), "ms", "reported", true, "of the same"),
        ];

        async Task OursAsync(Samples samples)
        {
            await BackToOneAsync();
            await echo.ScaleAsync(6, token);
            var placement = await echo.WaitUntilConvergedAsync(token);
            samples.Add(Late(placement, StableFor));
        }

        async Task TheirsAsync(Samples samples)
        {
            await BackToOneAsync();
            var outcome = await cluster.Manager.ExecAsync(["docker", "service", "scale", "echo=6"], token);
            if (outcome.ExitCode != 0) throw new InvalidOperationException(outcome.Error);
            var seen = TimeProvider.System.GetUtcNow();
            samples.Add(Late(await echo.ReadPlacementAsync(token), CliStableFor, seen));
        }

        async Task BackToOneAsync()
        {
            await echo.ScaleAsync(1, token);
            await echo.WaitUntilConvergedAsync(token);
        }
    }

    private static double Late(Placement placement, TimeSpan stableFor, DateTimeOffset? seen = null) =>
        ((seen ?? TimeProvider.System.GetUtcNow()) - placement.Running.Max(it => it.Since) - stableFor).TotalMilliseconds;
}
