using System.Text.Json;
using InfraSpecs.Swarm;

namespace InfraSpecs.Benchmarks;

/// <summary>How long after the manager's API the visualizer's picture shows a task: both are followed while a service is scaled up and down.</summary>
internal static class VisualizerLag
{
    private const int Rounds = 8;

    // How often the API is asked: by so much its moments may be noted late, which makes the picture look better than it is.
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    public static async Task<IReadOnlyList<Row>> RunAsync(Engine engine, CancellationToken token)
    {
        var options = new SwarmOptions { Workers = 3, ManagerPorts = [9000], Preload = ["example/echo:latest", "example/visualizer:latest"] };
        await using var cluster = await SwarmCluster.StartAsync(engine, options, token);
        var stack = await cluster.DeployStackAsync(new StackOptions { Name = "visualizer", File = Path.Combine(AppContext.BaseDirectory, "stacks", "visualizer.yml") }, token);
        await stack.WaitUntilConvergedAsync(token);
        var echo = await cluster.CreateServiceAsync(
            new ServiceOptions { Name = "echo", Image = "example/echo:latest", StopGracePeriod = TimeSpan.FromSeconds(1) }, token);

        using var end = CancellationTokenSource.CreateLinkedTokenSource(token);
        Sightings api = new(), page = new();
        var watching = Task.WhenAll(AskAsync(echo, api, end.Token), FollowAsync(cluster.Endpoint(9000), page, end.Token));
        for (var i = 0; i < Rounds; i++)
        {
            await echo.ScaleAsync(6, token);
            await echo.WaitUntilConvergedAsync(token);
            await echo.ScaleAsync(1, token);
            await echo.WaitUntilConvergedAsync(token);
        }

        await end.CancelAsync();
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var late = new Samples();
        foreach (var (task, seen) in api.Where(it => page.ContainsKey(it.Key))) late.Add(Math.Max(0, TimeProvider.System.GetElapsedTime(seen, page[task]).TotalMilliseconds));
        var missing = api.Keys.Count(it => !page.ContainsKey(it));
        var note = $"{late.Count} tasks, {missing} not seen; the API asked each {Step.TotalMilliseconds} ms, the picture by its feed; the floor is the goal";
        return
        [
            new("visualizer: task runs by the API -> in the picture, median", late.Median, 1000, "ms", "<= 1000 ms", late.Median <= 1000 && missing == 0, note),
            new("the same, the latest", late.Percentile(100), 1000, "ms", "<= 1000 ms", late.Percentile(100) <= 1000 && missing == 0, "of the same"),
        ];
    }

    private static async Task AskAsync(Service echo, Sightings seen, CancellationToken token)
    {
        using var timer = new PeriodicTimer(Step);
        do
        {
            seen.Note((await echo.ReadTasksAsync(token)).Where(it => it.State == TaskState.Running).Select(it => it.Id));
        }
        while (await timer.WaitForNextTickAsync(token));
    }

    private static async Task FollowAsync(Uri address, Sightings seen, CancellationToken token)
    {
        using var client = new HttpClient { BaseAddress = address };
        using var lines = new StreamReader(await client.GetStreamAsync("/events", token));
        while (await lines.ReadLineAsync(token) is { } line)
        {
            if (!line.StartsWith("data: {", StringComparison.Ordinal)) continue;
            using var view = JsonDocument.Parse(line["data: ".Length..]);
            seen.Note(
                from node in view.RootElement.GetProperty("nodes").EnumerateArray()
                from task in node.GetProperty("tasks").EnumerateArray()
                where task.GetProperty("service").GetString() == "echo" && task.GetProperty("state").GetString() == "running"
                select task.GetProperty("id").GetString()!);
        }
    }

    /// <summary>When each task was seen to run for the first time.</summary>
    private sealed class Sightings : Dictionary<string, long>
    {
        public void Note(IEnumerable<string> tasks)
        {
            var now = TimeProvider.System.GetTimestamp();
            foreach (var task in tasks) TryAdd(task, now);
        }
    }
}
