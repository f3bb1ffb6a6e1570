using Docker.DotNet.Models;
using InfraSpecs.Registry;

namespace InfraSpecs.Swarm;

/// <summary>One start of a cluster. Everything begins at once; a node joins as soon as it and the first manager are up.</summary>
internal sealed class ClusterStart : IDisposable
{
    private readonly Engine _engine;
    private readonly SwarmOptions _options;
    private readonly ReuseMark? _reuse;
    private readonly ClusterParts _parts = new();
    private readonly ClusterIdentity _identity = ClusterIdentity.New();
    private readonly CancellationTokenSource _failed;

    private ClusterStart(Engine engine, SwarmOptions options, ReuseMark? reuse, CancellationToken token)
    {
        (_engine, _options, _reuse) = (engine, options, reuse);
        _failed = CancellationTokenSource.CreateLinkedTokenSource(token);
    }

    /// <param name="engine">Where.</param>
    /// <param name="options">What.</param>
    /// <param name="token">Ends the start.</param>
    /// <param name="reuse">Under what name and key the cluster is to be found again; null if it ends with its disposal.</param>
    public static async Task<SwarmCluster> RunAsync(Engine engine, SwarmOptions options, CancellationToken token, ReuseMark? reuse = null)
    {
        using var start = new ClusterStart(engine, options, reuse, token);
        try
        {
            return await start.RunAsync(start._failed.Token);
        }
        catch (Exception e)
        {
            await Undo.AfterAsync(e, start._parts.DisposeAsync);
            throw;
        }
    }

    public void Dispose()
    {
        _identity.Dispose();
        _failed.Dispose();
    }

    private async Task<SwarmCluster> RunAsync(CancellationToken token)
    {
        var image = _engine.Images.GetAsync(_options.Image, token);
        var network = _parts.Network = await ClusterNetwork.CreateAsync(_engine, _options, _reuse, token);
        var cluster = new SwarmCluster(_parts, _engine, _engine.Time, _engine.Session.Labels, _options.ReadyWithin);
        var registry = StartRegistryAsync(network, token);
        var preload = ClusterPreload.PushAsync(registry, _options, token);
        var plan = new ClusterPlan(
            _engine, _options, await image, network, _identity, "registry:5000", _options.Registry.Tls ? (await registry).CertificateAuthorityPem : null, _reuse);

        var managers = _options.ManagerNames.Select(it => StartNodeAsync(plan, it, token)).ToList();
        var workers = _options.WorkerNames.Select(it => StartNodeAsync(plan, it, token)).ToList();
        var swarm = InitAsync(managers[0], network, token);
        var joins = JoinManagersAsync(managers, swarm, network, token);
        var joined = workers.Select(it => JoinAsync(it, swarm, worker: true, network, token)).ToList();
        var loaded = managers.Concat(workers).Select(it => LoadAsync(it, preload, token)).ToList();
        await AllAsync([registry, preload, swarm, joins, .. joined, .. loaded]);

        _parts.Registry = await registry;
        var doors = managers.Concat(workers).Select(it => it.Result).ToList();
        var states = await WaitUntilReadyAsync(doors, token);
        _parts.Nodes = [.. doors.Select(it => new Node(cluster, states.Named(it.Name)!, it.Door))];
        await LabelAsync(_parts.Nodes, _options, token);
        return cluster;
    }

    /// <summary>The labels of the options; where a cluster is kept, they are what a reset goes back to.</summary>
    public static Task LabelAsync(IReadOnlyList<Node> nodes, SwarmOptions options, CancellationToken token) => Task.WhenAll(nodes.Select(async node =>
    {
        var role = options.ManagerNames.Contains(node.Name) ? "manager" : "worker";
        var labels = options.NodeLabels.TryGetValue(node.Name, out var wanted) ? wanted : new Dictionary<string, string>();
        node.Intended = node.Intended with { Labels = labels, Availability = "active", Role = role };
        if (labels.Count > 0) await node.RestoreAsync(node.Intended, token);
    }));

    /// <summary>The first failure ends the others, and is the one that is told.</summary>
    private async Task AllAsync(IReadOnlyList<Task> tasks)
    {
        await foreach (var done in Task.WhenEach(tasks))
        {
            if (done.IsCompletedSuccessfully) continue;
            await _failed.CancelAsync();
            await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await done;
        }
    }

    private async Task<RegistryServer> StartRegistryAsync(ClusterNetwork network, CancellationToken token)
    {
        var options = _options.Registry with { Network = network.Name, Alias = "registry" };
        if (_reuse is { } mark) options = options with { Configure = builder => mark.Mark(builder, "registry") };
        var registry = await RegistryServer.StartAsync(_engine, options, token);
        return _reuse is null ? _parts.Own(registry) : registry;
    }

    private async Task<(string Name, NodeDoor Door)> StartNodeAsync(ClusterPlan plan, string name, CancellationToken token)
    {
        var container = await _engine.StartAsync(NodeContainer.Describe(plan, name), token);
        var door = _parts.Own(new NodeDoor(container, _identity.Trusted, _identity.Shown, isKept: _reuse is not null));
        await door.OpenAsync(name, _options.ReadyWithin, token);
        return (name, door);
    }

    private async Task LoadAsync(Task<(string Name, NodeDoor Door)> node, Task<IReadOnlyList<PushedImage>> preload, CancellationToken token)
    {
        var (name, door) = await node;
        await ClusterPreload.PullAsync(await preload, name, door, _options, token);
    }

    private async Task<Membership> InitAsync(Task<(string Name, NodeDoor Door)> first, ClusterNetwork network, CancellationToken token)
    {
        var (name, door) = await first;
        var address = network.AddressOf(name);
        var spec = new Spec { Name = "default", Labels = new Dictionary<string, string>() };
        if (_options.DispatcherHeartbeat is { } beat) spec.Dispatcher = new DispatcherConfig { HeartbeatPeriod = beat };
        var init = new SwarmInitParameters { ListenAddr = $"0.0.0.0:{NodeContainer.SwarmPort}", AdvertiseAddr = address, Spec = spec };
        await door.Client!.Swarm.InitSwarmAsync(init, token);
        var workers = await NodeMembership.ReadTokenAsync(door.Client!, address, forManagers: false, token);
        var managers = _options.Managers == 1 ? workers : await NodeMembership.ReadTokenAsync(door.Client!, address, forManagers: true, token);
        return new Membership(workers, managers);
    }

    /// <summary>One after the other, since each changes the quorum that the next one needs.</summary>
    private static async Task JoinManagersAsync(
        IReadOnlyList<Task<(string Name, NodeDoor Door)>> managers, Task<Membership> swarm, ClusterNetwork network, CancellationToken token)
    {
        foreach (var manager in managers.Skip(1)) await JoinAsync(manager, swarm, worker: false, network, token);
    }

    private static async Task JoinAsync(
        Task<(string Name, NodeDoor Door)> node, Task<Membership> swarm, bool worker, ClusterNetwork network, CancellationToken token)
    {
        var (name, door) = await node;
        var membership = await swarm;
        await door.JoinAsync(name, network.AddressOf(name), worker ? membership.ForWorkers : membership.ForManagers, token);
    }

    private async Task<ClusterNodes> WaitUntilReadyAsync(List<(string Name, NodeDoor Door)> doors, CancellationToken token)
    {
        var manager = doors[0].Door;
        ClusterNodes? seen = null;
        try
        {
            return await manager.Container!.WaitUntilAsync($"{doors.Count} nodes ready", AllReadyAsync, _options.ReadyWithin, token);
        }
        catch (WaitTimedOutException e)
        {
            var (name, door) = doors.FirstOrDefault(it => seen?.Named(it.Name) is not { IsReady: true }, doors[0]);
            throw await NodeNotUpException.CreateAsync(name, door.Container!, e, token);
        }

        async ValueTask<Probe<ClusterNodes>> AllReadyAsync(CancellationToken linked)
        {
            seen = await ClusterNodes.ReadAsync(manager.Client!, linked);
            return seen.All.Count(it => it.IsReady) == doors.Count
                ? Probe.Ready(seen)
                : Probe.NotYet<ClusterNodes>($"of {doors.Count} nodes the manager knows {seen.All.Count}: {string.Join("; ", seen.All)}");
        }
    }

    /// <summary>What nodes need to join; it never leaves memory.</summary>
    private sealed record Membership(SwarmJoinToken ForWorkers, SwarmJoinToken ForManagers);
}
