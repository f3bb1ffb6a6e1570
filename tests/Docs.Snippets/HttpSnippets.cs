using InfraSpecs;
using InfraSpecs.Swarm;

namespace Docs.Snippets;

/// <summary>The snippets of docs/http.md, a method for each.</summary>
internal static class HttpSnippets
{
    public static async Task SteadyAsync(SwarmCluster cluster, Service echo, CancellationToken token)
    {
        await using var probe = await HttpProbe.StartAsync(cluster.Endpoint(8000), new HttpProbeOptions { RequestsPerSecond = 100 }, token);
        await probe.WaitForRequestsAsync(100, token);
        probe.Mark("update");
        await echo.ForceUpdateAsync(token);
        await echo.WaitUntilConvergedAsync(token);
        await probe.WaitForRequestsAsync(100, token);
        var report = await probe.StopAsync(token);
        report.Should().HaveHadNoDowntime().And.HaveBeenServedByAtLeast(2, TimeSpan.FromSeconds(1)).And.HaveLatencyOfAtMost(99, TimeSpan.FromMilliseconds(250));
    }
}
