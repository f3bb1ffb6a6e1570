using System.Diagnostics;
using System.Globalization;
using Docker.DotNet.Models;
using InfraSpecs.MySql;
using InfraSpecs.Swarm;

namespace InfraSpecs.Benchmarks;

/// <summary>A process that makes clusters, servers and volumes, and is killed at a moment that nobody chose: what is there 10 s later.</summary>
internal static class ReapRounds
{
    /// <summary>The argument that makes this program the process that is killed.</summary>
    public const string Killed = "killed";

    private const int UsualRounds = 20;
    private const string RoundsVariable = "INFRASPECS_BENCH_KILLS";

    /// <summary>From its start until it may be killed, and from then until it is, at most.</summary>
    private static readonly (TimeSpan First, TimeSpan Range) Moments = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(14));
    private static readonly TimeSpan GoneWithin = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<Row>> RunAsync(Engine engine, CancellationToken token)
    {
        var rounds = int.TryParse(Environment.GetEnvironmentVariable(RoundsVariable), CultureInfo.InvariantCulture, out var asked) ? asked : UsualRounds;
        var random = new Random(17);
        List<Task<(int There, int Left, string What)>> all = [];
        for (var round = 0; round < rounds; round++) all.Add(LookLaterAsync(engine, await KillAsync(engine, Moments.First + (random.NextDouble() * Moments.Range), token), token));
        var seen = await Task.WhenAll(all);
        foreach (var (_, _, what) in seen.Where(it => it.Left > 0)) Console.WriteLine($"left: {what}");
        var left = seen.Count(it => it.Left > 0);
        return
        [
            new($"kills of {rounds} after which anything is left 10 s later", left, rounds, "kills", "0", left == 0,
                $"SIGKILL 1 to 15 s after the start of a process that makes a cluster of 2 nodes, a MySQL server, volumes and networks; {seen.Sum(it => it.There)} were there at the kills in all, and {seen.Sum(it => it.Left)} 10 s later"),
        ];
    }

    /// <summary>Makes things until it is killed.</summary>
    public static async Task MakeAsync(CancellationToken token)
    {
        await using var engine = await Engine.ConnectAsync(token);
        while (true)
        {
            await using var data = await DataVolumeContainer.CreateAsync(engine, "/var/lib/mysql", token);
            var server = MySqlServer.StartAsync(engine, new MySqlOptions { Database = "bench", Data = data }, token);
            await using (await SwarmCluster.StartAsync(engine, new SwarmOptions { Workers = 1 }, token)) await (await server).DisposeAsync();
        }
    }

    /// <returns>What it had made, as the engine knows it.</returns>
    private static async Task<HashSet<string>> KillAsync(Engine engine, TimeSpan after, CancellationToken token)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Killed]))!;
        await Task.Delay(after, TimeProvider.System, token);
        var things = await ThingsOfAsync(engine, process.Id, token);
        process.Kill();
        await process.WaitForExitAsync(token);
        // The engine goes on with what it was asked for.
        things.UnionWith(await ThingsOfAsync(engine, process.Id, token));
        things.Add($"of {process.Id}");
        return things;
    }

    private static async Task<(int There, int Left, string What)> LookLaterAsync(Engine engine, HashSet<string> things, CancellationToken token)
    {
        await Task.Delay(GoneWithin, TimeProvider.System, token);
        var process = int.Parse(things.Single(it => it.StartsWith("of ", StringComparison.Ordinal))[3..], CultureInfo.InvariantCulture);
        var left = await ThingsOfAsync(engine, process, token);
        var volumes = (await engine.Client.Volumes.ListAsync(new VolumesListParameters(), token)).Volumes ?? [];
        left.UnionWith(volumes.Select(it => $"volume {it.Name}").Where(things.Contains));
        return (things.Count - 1, left.Count, string.Join(", ", left));
    }

    /// <summary>What carries its labels, its reaper, and the anonymous volumes of its containers, which carry nothing.</summary>
    private static async Task<HashSet<string>> ThingsOfAsync(Engine engine, int process, CancellationToken token)
    {
        var containers = await engine.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, token);
        var networks = await engine.Client.Networks.ListNetworksAsync(new NetworksListParameters(), token);
        var volumes = await engine.Client.Volumes.ListAsync(new VolumesListParameters(), token);
        var own = containers.Where(it => IsOf(it.Labels)).ToList();
        return
        [
            .. own.Select(it => $"container {it.Names[0]}"), .. own.SelectMany(it => it.Mounts).Where(it => it.Name is { Length: 64 }).Select(it => $"volume {it.Name}"),
            .. networks.Where(it => IsOf(it.Labels)).Select(it => $"network {it.Name}"), .. (volumes.Volumes ?? []).Where(it => IsOf(it.Labels)).Select(it => $"volume {it.Name}"),
        ];

        bool IsOf(IDictionary<string, string>? labels) => labels is not null
            && (labels.TryGetValue("infraspecs.owner", out var owner) || labels.TryGetValue("infraspecs.reaper.owner", out owner)) && owner.Split('/')[2] == $"{process}";
    }
}
