using InfraSpecs;
using InfraSpecs.Swarm;

namespace Docs.Snippets;

/// <summary>The snippets of docs/swarm.md on clusters and nodes, a method for each.</summary>
internal static class DocsOfSwarm
{
    public static async Task ClusterAsync(Engine engine, CancellationToken token)
    {
        await using var cluster = await SwarmCluster.StartAsync(engine, new SwarmOptions { Workers = 3 }, token);
        (await cluster.ReadNodesAsync(token)).Should().HaveNodes(4).And.BeReady().And.HaveOneLeader();
        await cluster["worker01"].LabelAsync("disk", "ssd", token);
        await cluster["worker02"].DrainAsync(token);
        await cluster["worker03"].PullAsync("registry:5000/example/echo:latest", token);
    }

    public static SwarmOptions Labels()
    {
        var disks = new SwarmOptions
        {
            Workers = 2,
            NodeLabels = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                ["worker01"] = new Dictionary<string, string> { ["disk"] = "ssd" },
            },
        };
        return disks;
    }

    public static async Task FaultsAsync(Engine engine, CancellationToken token)
    {
        var options = new SwarmOptions { Managers = 3, Workers = 1, DispatcherHeartbeat = TimeSpan.FromSeconds(1) };
        await using var cluster = await SwarmCluster.StartAsync(engine, options, token);
        await using (await cluster["worker01"].DisconnectAsync(token))
        {
            await cluster["worker01"].WaitUntilDownAsync(token);
        }

        var lost = await cluster.WaitForLeaderAsync(token);
        await lost.KillAsync(token);
        var next = await cluster.WaitForLeaderAsync(token);
        await lost.StartAsync(token);
        (await cluster.ReadNodesAsync(token)).Should().HaveManagers(3).And.HaveNode(lost.Name, NodeStatus.Ready);
        Console.WriteLine($"{next} leads in place of {lost}");
    }

    public static async Task ReuseAsync(Engine engine, CancellationToken token)
    {
        await using var cluster = await SwarmCluster.ReuseAsync(engine, "dev", new SwarmOptions { Workers = 3, Preload = ["nginx:1.27"] }, token);
    }

    public static async Task EndOfReuseAsync(Engine engine, CancellationToken token)
    {
        await SwarmCluster.RemoveReusedAsync(engine, "dev", token);
    }

    public static async Task AttachAsync(CancellationToken token)
    {
        var options = new AttachOptions
        {
            CertificateFolder = "/home/me/.docker/staging",
            Engines = new Dictionary<string, Uri> { ["worker01"] = new("tcp://10.0.0.6:2376") },
        };
        await using var cluster = await SwarmCluster.AttachAsync(new Uri("tcp://10.0.0.5:2376"), options, token);
    }
}
