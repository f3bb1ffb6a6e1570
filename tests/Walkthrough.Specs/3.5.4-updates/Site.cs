using InfraSpecs;
using InfraSpecs.Swarm;

namespace Walkthrough.Specs.Swarm;

/// <summary>The tutorial's way through HAProxy, three proxies and three APIs, whose tasks are replaced one at a time, the new one first, and as many kept where a new one fails.</summary>
internal sealed class Site : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly UpdatePolicy Careful = new()
    {
        Order = UpdateOrder.StartFirst, FailureAction = UpdateFailureAction.Rollback, Monitor = TimeSpan.FromSeconds(2),
    };

    private static readonly ServiceOptions Both = new()
    {
        Name = "?",
        Image = "?",
        Replicas = 3,
        Constraints = ["node.role != manager"],
        Networks = ["ch03"],
        EndpointMode = EndpointMode.DnsRoundRobin,
        Restarts = new TaskRestarts { Delay = TimeSpan.Zero },
        Update = Careful,
        Rollback = Careful with { FailureAction = UpdateFailureAction.Pause },
        ConvergeWithin = TimeSpan.FromMinutes(3),
    };

    private readonly Stack<IAsyncDisposable> _parts = new();

    public Service Api { get; private set; } = null!;

    public Service Proxies { get; private set; } = null!;

    public static IReadOnlyDictionary<string, string> Saying(string message) => new Dictionary<string, string> { ["MESSAGE"] = message };

    /// <summary>Returns when HAProxy hands requests to all three proxies.</summary>
    public static async Task<Site> OpenAsync(SwarmCluster cluster, CancellationToken token)
    {
        var site = new Site();
        try
        {
            await site.BeginAsync(cluster, token);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part)) await part.DisposeAsync();
    }

    private async Task BeginAsync(SwarmCluster cluster, CancellationToken token)
    {
        _parts.Push(await cluster.CreateNetworkAsync("ch03", new SwarmNetworkOptions { Attachable = true }, token));
        Api = await cluster.CreateServiceAsync(Both with
        {
            Name = "echo_api",
            Image = "registry:5000/example/echo:latest",
            HealthCheck = new TaskHealthCheck
            {
                Command = ["/echo", "--check"], Interval = TimeSpan.FromSeconds(5), StartPeriod = TimeSpan.FromSeconds(30), StartInterval = TimeSpan.FromSeconds(0.3),
            },
        }, token);
        _parts.Push(Api);
        Proxies = await cluster.CreateServiceAsync(Both with
        {
            Name = "echo_nginx",
            Image = "registry:5000/example/nginx-proxy:latest",
            Environment = new Dictionary<string, string> { ["SERVICE_PORTS"] = "80", ["BACKEND_HOST"] = "echo_api:8080" },
        }, token);
        _parts.Push(Proxies);
        var ingress = await cluster.DeployStackAsync(StackClusterFixture.Ingress, token);
        _parts.Push(ingress);
        await Api.WaitUntilConvergedAsync(token);
        await Proxies.WaitUntilConvergedAsync(token);
        await ingress.WaitUntilConvergedAsync(token);
        await using var probe = await HttpProbe.StartAsync(cluster.Endpoint(80), new HttpProbeOptions(), token);
        await Wait.UntilAsync("all proxies behind HAProxy", _ => ValueTask.FromResult(AllSeen()), Patience, token);

        Probe<bool> AllSeen() => probe.ReadReport().Proxies.Count is var seen and < 3 ? Probe.NotYet<bool>($"{seen} proxies answered") : Probe.Ready(true);
    }
}
