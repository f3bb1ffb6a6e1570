using InfraSpecs;
using InfraSpecs.Extensibility;
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
        RestartDelay = TimeSpan.Zero,
        Update = Careful,
        Rollback = Careful with { FailureAction = UpdateFailureAction.Pause },
        ConvergeWithin = TimeSpan.FromMinutes(3),
    };

    private SwarmNetwork? _network;
    private Service? _api;
    private Service? _proxies;
    private Stack? _ingress;

    public Service Api => _api!;

    public Service Proxies => _proxies!;

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
        await Task.WhenAll(new IAsyncDisposable?[] { _ingress, _proxies, _api }.OfType<IAsyncDisposable>().Select(it => it.DisposeAsync().AsTask()));
        if (_network is not null) await _network.DisposeAsync();
    }

    private async Task BeginAsync(SwarmCluster cluster, CancellationToken token)
    {
        _network = await cluster.CreateNetworkAsync("ch03", new SwarmNetworkOptions { Attachable = true }, token);
        _api = await cluster.CreateServiceAsync(Both with
        {
            Name = "echo_api",
            Image = "registry:5000/example/echo:latest",
            HealthCheck = EchoClusterFixture.HealthCheck,
        }, token);
        _proxies = await cluster.CreateServiceAsync(Both with
        {
            Name = "echo_nginx",
            Image = "registry:5000/example/nginx-proxy:latest",
            Environment = new Dictionary<string, string> { ["SERVICE_PORTS"] = "80", ["BACKEND_HOST"] = "echo_api:8080" },
        }, token);
        _ingress = await cluster.DeployStackAsync(StackClusterFixture.Ingress, token);
        await Task.WhenAll(Api.WaitUntilConvergedAsync(token), Proxies.WaitUntilConvergedAsync(token), _ingress.WaitUntilConvergedAsync(token));
        await using var probe = await HttpProbe.StartAsync(cluster.Endpoint(80), token);
        await Wait.UntilAsync("all proxies behind HAProxy", _ => ValueTask.FromResult(AllSeen()), Patience, token);

        Probe<bool> AllSeen() => probe.ReadReport().Proxies.Count is var seen and < 3 ? Probe.NotYet<bool>($"{seen} proxies answered") : Probe.Ready(true);
    }
}
