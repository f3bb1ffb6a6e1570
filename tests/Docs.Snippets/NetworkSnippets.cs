using InfraSpecs;
using InfraSpecs.Swarm;

namespace Docs.Snippets;

/// <summary>The snippets of docs/networks.md, a method for each.</summary>
internal static class NetworkSnippets
{
    public static async Task LookAsync(SwarmCluster cluster, Placement placement, CancellationToken token)
    {
        await using var points = await cluster.EnterNetworkAsync("ch03", token);
        (await points.WaitUntilResolvedAsync("tasks.echo_api", placement, TimeSpan.FromSeconds(20), token)).Should().ResolveToTasksOf(placement);
        (await points.ConnectAsync("echo_api", 8080, token)).Should().BeReachedFromEverywhere();
        var answers = await points.GetAsync("http://echo_api:8080/", 40, token);
        answers.Should().HaveStatus(200).And.HaveBody("Hello Docker!!").And.BeServedByEveryTaskOf(placement).And.BeServedEvenlyBy(placement, ratio: 3);
    }

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
