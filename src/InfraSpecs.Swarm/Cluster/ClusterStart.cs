using System.Security.Cryptography.X509Certificates;
using Docker.DotNet;
using Docker.DotNet.Models;
using InfraSpecs.Registry;

namespace InfraSpecs.Swarm;

/// <summary>One start of a cluster. Everything begins at once; a node joins as soon as it and the first manager are up.</summary>
internal sealed class ClusterStart : IDisposable
{
    private readonly Engine _engine;
    private readonly SwarmOptions _options;
    private readonly ClusterParts _parts = new();
    private readonly CertificateAuthority _authority = new("InfraSpecs cluster");
    private readonly X509Certificate2 _trusted;
    private readonly X509Certificate2 _identity;
    private readonly CancellationTokenSource _failed;

    private ClusterStart(Engine engine, SwarmOptions options, CancellationToken token)
    {
        (_engine, _options) = (engine, options);
        _trusted = X509Certificate2.CreateFromPem(_authority.CertificatePem);
        _identity = _authority.Issue("InfraSpecs").ToX509();
        _failed = CancellationTokenSource.CreateLinkedTokenSource(token);
    }

    public static async Task<SwarmCluster> RunAsync(Engine engine, SwarmOptions options, CancellationToken token)
    {
        using var start = new ClusterStart(engine, options, token);
        try
        {
            return await start.RunAsync(start._failed.Token);
        }
        catch
        {
            await start._parts.DisposeAsync();
            throw;
        }
    }

    public void Dispose()
    {
        _authority.Dispose();
        _failed.Dispose();
    }

    private async Task<SwarmCluster> RunAsync(CancellationToken token)
    {
        var image = _engine.Images.GetAsync(_options.Image, token);
        var network = _parts.Own(await ContainerNetwork.CreateAsync(_engine, "swarm", token));
        var cluster = new SwarmCluster(_parts, _engine.Time, _engine.Session.Labels);
        var registry = StartRegistryAsync(network, token);
        var plan = new ClusterPlan(
            _engine, _options, await image, network, _authority, "registry:5000", _options.Registry.Tls ? (await registry).CertificateAuthorityPem : null);

        var managers = _options.ManagerNames.Select(it => StartNodeAsync(plan, it, token)).ToList();
        var workers = _options.WorkerNames.Select(it => StartNodeAsync(plan, it, token)).ToList();
        var swarm = InitAsync(managers[0], token);
        var joins = JoinManagersAsync(managers, swarm, token);
        var joined = workers.Select(it => JoinAsync(it, swarm, worker: true, token)).ToList();
        await AllAsync([registry, swarm, joins, .. joined]);

        _parts.Registry = await registry;
        var doors = managers.Concat(workers).Select(it => it.Result).ToList();
        var states = await WaitUntilReadyAsync(doors[0].Door, token);
        _parts.Nodes = [.. doors.Select((it, index) => new Node(
            cluster, it.Name, states.Named(it.Name)!.Id, isManager: index < _options.Managers, it.Door))];
        return cluster;
    }

    /// <summary>The first failure ends the others, and is the one that is told.</summary>
    private async Task AllAsync(IReadOnlyList<Task> tasks)
    {
        await foreach (var done in Task.WhenEach(tasks))
        {
            if (done.IsCompletedSuccessfully) continue;
            await _failed.CancelAsync();
            await Task.WhenAll(tasks).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            await done;
        }
    }

    private async Task<RegistryServer> StartRegistryAsync(ContainerNetwork network, CancellationToken token) =>
        _parts.Own(await RegistryServer.StartAsync(_engine, _options.Registry with { Network = network.Name, Alias = "registry" }, token));

    private async Task<(string Name, NodeDoor Door)> StartNodeAsync(ClusterPlan plan, string name, CancellationToken token)
    {
        var container = await _engine.StartAsync(NodeContainer.Describe(plan, name), token);
        var door = _parts.Own(new NodeDoor(container, _trusted, _identity));
        door.Open(NodeDoor.AddressOf(container));
        await container.WaitUntilAsync(_engine, $"engine of node {name}", linked => AskAsync(door.Client!, linked), _options.ReadyWithin, token);
        return (name, door);
    }

    private static async ValueTask<Probe<bool>> AskAsync(IDockerClient client, CancellationToken token)
    {
        try
        {
            await client.System.PingAsync(token);
            return Probe.Ready(true);
        }
        catch (Exception e) when (e is HttpRequestException or DockerApiException or IOException)
        {
            return Probe.NotYet<bool>(e.GetBaseException().Message);
        }
    }

    private async Task<Membership> InitAsync(Task<(string Name, NodeDoor Door)> first, CancellationToken token)
    {
        var (_, door) = await first;
        var address = door.Container!.IpAddress;
        var spec = new Spec { Name = "default", Labels = new Dictionary<string, string>() };
        if (_options.DispatcherHeartbeat is { } beat) spec.Dispatcher = new DispatcherConfig { HeartbeatPeriod = beat };
        var init = new SwarmInitParameters { ListenAddr = $"0.0.0.0:{NodeContainer.SwarmPort}", AdvertiseAddr = address, Spec = spec };
        await door.Client!.Swarm.InitSwarmAsync(init, token);
        var tokens = (await door.Client!.Swarm.InspectSwarmAsync(token)).JoinTokens!;
        return new Membership($"{address}:{NodeContainer.SwarmPort}", tokens.Worker!, tokens.Manager!);
    }

    /// <summary>One after the other, since each changes the quorum that the next one needs.</summary>
    private static async Task JoinManagersAsync(
        IReadOnlyList<Task<(string Name, NodeDoor Door)>> managers, Task<Membership> swarm, CancellationToken token)
    {
        foreach (var manager in managers.Skip(1)) await JoinAsync(manager, swarm, worker: false, token);
    }

    private static async Task JoinAsync(
        Task<(string Name, NodeDoor Door)> node, Task<Membership> swarm, bool worker, CancellationToken token)
    {
        var (_, door) = await node;
        var membership = await swarm;
        var join = new SwarmJoinParameters
        {
            ListenAddr = $"0.0.0.0:{NodeContainer.SwarmPort}",
            AdvertiseAddr = door.Container!.IpAddress,
            RemoteAddrs = [membership.Address],
            JoinToken = worker ? membership.WorkerToken : membership.ManagerToken,
        };
        await door.Client!.Swarm.JoinSwarmAsync(join, token);
    }

    private async Task<ClusterNodes> WaitUntilReadyAsync(NodeDoor manager, CancellationToken token)
    {
        var expected = _options.Managers + _options.Workers;
        return await manager.Container!.WaitUntilAsync(_engine, $"{expected} nodes ready", AllReadyAsync, _options.ReadyWithin, token);

        async ValueTask<Probe<ClusterNodes>> AllReadyAsync(CancellationToken linked)
        {
            var nodes = await ClusterNodes.ReadAsync(manager.Client!, linked);
            return nodes.All.Count(it => it.IsReady) == expected
                ? Probe.Ready(nodes)
                : Probe.NotYet<ClusterNodes>($"of {expected} nodes the manager knows {nodes.All.Count}: {string.Join("; ", nodes.All)}");
        }
    }

    /// <summary>What a node needs to join; it never leaves memory.</summary>
    private sealed class Membership(string address, string workerToken, string managerToken)
    {
        public string Address => address;

        public string WorkerToken => workerToken;

        public string ManagerToken => managerToken;
    }
}
