using System.Diagnostics;
using System.Globalization;
using Docker.DotNet.Models;
using InfraSpecs.Swarm;

namespace InfraSpecs.Benchmarks;

/// <summary>What a probe of 500 requests a second costs the machine, in percent of one core: from this process its own processor time; from inside a network that of the probe's
/// container, and of this process, which follows it. The floor is a loop around HttpClient at the same rate.</summary>
internal static class ProbeCost
{
    private const int Rate = 500;
    private const double Goal = 10;
    private const int WarmUp = 5 * Rate; // until all that is often used is compiled for good
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(10);

    private static HttpProbeOptions Options => new() { RequestsPerSecond = Rate };

    public static async Task<IReadOnlyList<Row>> RunAsync(Engine engine, CancellationToken token)
    {
        var image = await engine.Images.GetAsync("echo", token);
        await using var echo = await engine.StartAsync(engine.NewContainer(image, "bench").WithLoopbackPort(8080), token);
        var (host, port) = echo.GetPublishedAddress(8080);
        var url = new Uri($"http://{host}:{port}/");
        var floor = await FloorAsync(url, token);
        var outside = await OutsideAsync(url, token);
        var (inside, following) = await InsideAsync(engine, token);
        var note = $"{Rate} requests a second for {Measured.TotalSeconds:0} s; floor: a loop around HttpClient that starts a request each {1000 / Rate} ms, whose connections are kept";
        return
        [
            new("probe from this process", outside, floor, "% of a core", $"< {Goal} %", outside < Goal, note + "; the probe makes a connection for each request"),
            new("probe in a network: its container", inside, floor, "% of a core", $"< {Goal} %", inside < Goal, note + "; the probe looks the name up and connects for each request"),
            new("probe in a network: this process, which follows", following, floor, "% of a core", $"< {Goal} %", following < Goal, note),
        ];
    }

    private static async Task<double> FloorAsync(Uri url, CancellationToken token)
    {
        using var client = new HttpClient();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / Rate));
        List<Task<string>> requests = [];
        for (var i = 0; i < WarmUp; i++) await NextAsync();
        return await CpuOfThisAsync(async () =>
        {
            for (var i = 0; i < Rate * Measured.TotalSeconds; i++) await NextAsync();
            await Task.WhenAll(requests);
        });

        async Task NextAsync()
        {
            await timer.WaitForNextTickAsync(token);
            requests.Add(client.GetStringAsync(url, token));
        }
    }

    private static async Task<double> OutsideAsync(Uri url, CancellationToken token)
    {
        await using var probe = await HttpProbe.StartAsync(url, Options, token);
        await probe.WaitForRequestsAsync(WarmUp, token);
        var cpu = await CpuOfThisAsync(() => probe.WaitForRequestsAsync((int)(Rate * Measured.TotalSeconds), token));
        Check(await probe.StopAsync(token));
        return cpu;
    }

    private static async Task<(double Inside, double Following)> InsideAsync(Engine engine, CancellationToken token)
    {
        await using var cluster = await SwarmCluster.StartAsync(engine, new SwarmOptions { Workers = 1, Preload = ["echo"] }, token);
        await using var network = await cluster.CreateNetworkAsync("bench", new SwarmNetworkOptions { Attachable = true }, token);
        await using var echo = await cluster.CreateServiceAsync(
            new ServiceOptions { Name = "echo", Image = "example/echo:latest", Networks = ["bench"], Constraints = ["node.role==worker"], EndpointMode = EndpointMode.DnsRoundRobin }, token);
        var placement = await echo.WaitUntilConvergedAsync(token);
        await using var points = await cluster.EnterNetworkAsync("bench", token);
        await points.WaitUntilResolvedAsync("tasks.echo", placement, TimeSpan.FromMinutes(1), token);
        await using var probe = await points.StartHttpProbeAsync("http://echo:8080/", Options, token);
        await probe.WaitForRequestsAsync(WarmUp, token);
        var label = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { ["infraspecs.vantage"] = true } };
        var container = (await cluster.Manager.Client.Containers.ListContainersAsync(new ContainersListParameters { Filters = label }, token)).Single().ID;
        var (before, clock) = (await UsageAsync(cluster, container, token), Stopwatch.GetTimestamp());
        var following = await CpuOfThisAsync(() => probe.WaitForRequestsAsync((int)(Rate * Measured.TotalSeconds), token));
        var used = await UsageAsync(cluster, container, token) - before;
        var inside = Percent(used, Stopwatch.GetElapsedTime(clock));
        Check(await probe.StopAsync(token));
        return (inside, following);
    }

    /// <summary>The processor time of a container so far, commands run in it included.</summary>
    private static async Task<TimeSpan> UsageAsync(SwarmCluster cluster, string container, CancellationToken token)
    {
        var usage = TimeSpan.Zero;
        await cluster.Manager.Client.Containers.GetContainerStatsAsync(
            container,
            new ContainerStatsParameters { Stream = false, OneShot = true },
            new Seen(it => usage = TimeSpan.FromMicroseconds((it.CPUStats?.CPUUsage?.TotalUsage ?? 0) / 1000.0)), token);
        return usage;
    }

    private static async Task<double> CpuOfThisAsync(Func<Task> work)
    {
        using var self = Process.GetCurrentProcess();
        var (before, clock) = (self.TotalProcessorTime, Stopwatch.GetTimestamp());
        await work();
        self.Refresh();
        return Percent(self.TotalProcessorTime - before, Stopwatch.GetElapsedTime(clock));
    }

    private static double Percent(TimeSpan used, TimeSpan elapsed) => Math.Round(100 * used / elapsed, 1);

    private static void Check(HttpProbeReport report)
    {
        Console.WriteLine(report);
        if (report.Failed > report.Total / 100) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{report.Failed} of {report.Total} requests failed; that is no measurement."));
    }

    private sealed class Seen(Action<ContainerStatsResponse> take) : IProgress<ContainerStatsResponse>
    {
        public void Report(ContainerStatsResponse value) => take(value);
    }
}
