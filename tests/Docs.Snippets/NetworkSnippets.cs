using InfraSpecs;
using InfraSpecs.Swarm;

namespace Docs.Snippets;

/// <summary>The snippets of docs/networks.md, a method for each.</summary>
internal static class NetworkSnippets
{
    public static async Task ApartAsync(VantagePoints inside, VantagePoints outside, CancellationToken token)
    {
        var reached = await inside.ConnectAsync("echo_api", 8080, token);
        (await outside.ConnectAsync("echo_api", 8080, token)).Should().BeReachedFromNowhere(whileReached: reached);
    }

    public static async Task ForwardAsync(SwarmCluster cluster, Service database, CancellationToken token)
    {
        await using var forward = await cluster.ForwardAsync(database, 3306, token);
        Console.WriteLine($"mysql -h {forward.Endpoint.Host} -P {forward.Endpoint.Port}");
    }
}
