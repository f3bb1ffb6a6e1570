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
    private readonly ClusterIdentity _identity;
    private readonly CancellationTokenSource _failed;

    private ClusterStart(Engine engine, SwarmOptions options, ReuseMark? reuse, CancellationToken token)
    {
        (_engine, _options, _reuse, _identity) = (engine, options, reuse, ClusterIdentity.New(engine.Session.Named is not null));
        _failed = CancellationTokenSource.CreateLinkedTokenSource(token);
    }

    /// <summary>What every start begins with, and how its failure is told.</summary>
    public static async Task<Cluster> GuardAsync(Engine engine, SwarmOptions options, Func<CancellationToken, Task<Cluster>> start, CancellationToken token)
    {
        await ThrowIfTooLargeAsync(engine, options, token);
        try
        {
            return await engine.EndPromptlyAsync(start, token);
        }
        catch (ContainerException e) when (e.Reason == ContainerReason.NotStarted)
        {
            await ThrowIfPrivilegedIsRefusedAsync(engine, e, token);
            throw;
        }
    }

    /// <param name="engine">Where.</param>
    /// <param name="options">What.</param>
    /// <param name="reuse">Under what name and key the cluster is to be found again; null if it ends with its disposal.</param>
    /// <param name="token">Ends the start.</param>
    public static async Task<Cluster> RunAsync(Engine engine, SwarmOptions options, ReuseMark? reuse, CancellationToken token)
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

    private static async Task ThrowIfTooLargeAsync(Engine engine, SwarmOptions options, CancellationToken token)
    {
        var available = (await engine.Client.System.GetSystemInfoAsync(token)).MemTotal;
        var nodes = options.NodeNames.Select(options.MemoryOf).ToList();
        if (available > 0 && nodes.Sum(it => it ?? ClusterException.LeastNodeMemory) > available) throw ClusterException.TooLarge(nodes, available);
    }

    /// <summary>A container did not start: whether that is because it was privileged is found by trying one that does nothing.</summary>
    private static async Task ThrowIfPrivilegedIsRefusedAsync(Engine engine, ContainerException e, CancellationToken token)
    {
        EngineFeatureReport features;
        try
        {
            features = await engine.GetFeaturesAsync(token);
        }
        catch (InfraSpecsException)
        {
            return; // not even that can be tried; the first failure is the one to tell
        }

        if (features.Missing.TryGetValue(EngineFeatures.Privileged, out var seen)) throw ClusterException.PrivilegedRefused(engine.Endpoint, seen, e);
    }

    private async Task<Cluster> RunAsync(CancellationToken token)
    {
        // What the nodes share.
        var image = _engine.Images.GetAsync(_options.Image, token);
        var network = _parts.Network = await ClusterNetwork.CreateAsync(_engine, _options.NodeNames, _reuse is null ? null : _reuse.Mark, token);
        var registry = StartRegistryAsync(network, token);
        var preload = ClusterPreload.PushAsync(registry, _options, token);
        var plan = PlanAsync(image, network, registry);

        // The nodes, and the Swarm that they become.
        var managers = _options.ManagerNames.Select(it => StartNodeAsync(plan, it, token)).ToList();
        var workers = _options.WorkerNames.Select(it => StartNodeAsync(plan, it, token)).ToList();
        var swarm = InitAsync(managers[0], network, token);
        var joins = JoinManagersAsync(managers, swarm, network, token);
        var joined = workers.Select(it => JoinAsync(it, swarm, worker: true, network, token)).ToList();
        var loaded = managers.Concat(workers).Select(async it => await ClusterPreload.PullAsync(await preload, await it, _options, token)).ToList();
        await AllAsync([registry, preload, .. managers, .. workers, swarm, joins, .. joined, .. loaded]);

        // Ready, and labelled.
        var connections = await Task.WhenAll(managers.Concat(workers));
        var seen = await WaitUntilReadyAsync(connections, token);
        var members = new ClusterMembers(_engine, network, _engine.Time, _options.ReadyWithin);
        members.Nodes = [.. connections.Select(it => new Node(members, seen.Find(it.Name) ?? throw ClusterException.NodeMisnamed(it.Name, seen), it))];
        await LabelAsync(members.Nodes, _options, token);
        return new Cluster(_parts, members, await registry, _engine.Session.Labels);
    }

    /// <summary>The labels of the options; where a cluster is kept, they are what a reset goes back to.</summary>
    public static Task LabelAsync(IReadOnlyList<Node> nodes, SwarmOptions options, CancellationToken token) => Task.WhenAll(nodes.Select(async node =>
    {
        var role = options.ManagerNames.Contains(node.Name) ? NodeRole.Manager : NodeRole.Worker;
        var labels = options.NodeLabels.TryGetValue(node.Name, out var wanted) ? wanted : new Dictionary<string, string>();
        node.Intended = node.Intended with { Labels = labels, Availability = NodeAvailability.Active, Role = role };
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

    private async Task<ClusterPlan> PlanAsync(Task<string> image, ClusterNetwork network, Task<RegistryServer> registry) => new(
        _engine, _options, await image, network, _identity, "registry:5000", _options.Registry.Tls ? (await registry).CertificateAuthorityPem : null, _reuse);

    private async Task<RegistryServer> StartRegistryAsync(ClusterNetwork network, CancellationToken token)
    {
        var options = _options.Registry with { Network = network.Name, Alias = "registry" };
        if (_reuse is { } mark) options = options with { Configure = builder => mark.Mark(builder, "registry") };
        var registry = await RegistryServer.StartAsync(_engine, options, token);
        return _reuse is null ? _parts.Own(registry) : registry;
    }

    private async Task<NodeConnection> StartNodeAsync(Task<ClusterPlan> plan, string name, CancellationToken token)
    {
        var container = await _engine.StartAsync(NodeContainer.Describe(await plan, name), token);
        var node = _parts.Own(new NodeConnection(name, container, _identity.Trusted, _identity.Shown, isKept: _reuse is not null));
        await node.OpenAsync(_options.ReadyWithin, token);
        return node;
    }

    private async Task<Membership> InitAsync(Task<NodeConnection> first, ClusterNetwork network, CancellationToken token)
    {
        var manager = await first;
        var address = network.AddressOf(manager.Name);
        var spec = new Spec { Name = "default", Labels = new Dictionary<string, string>() };
        if (_options.DispatcherHeartbeat is { } beat) spec.Dispatcher = new DispatcherConfig { HeartbeatPeriod = beat };
        var init = new SwarmInitParameters { ListenAddr = $"0.0.0.0:{NodeConnection.SwarmPort}", AdvertiseAddr = address, Spec = spec };
        await manager.Client.Swarm.InitSwarmAsync(init, token);
        var workers = await manager.ReadJoinTokenAsync(address, forManagers: false, token);
        return new Membership(workers, _options.Managers == 1 ? workers : await manager.ReadJoinTokenAsync(address, forManagers: true, token));
    }

    /// <summary>One after the other, since each changes the quorum that the next one needs.</summary>
    private static async Task JoinManagersAsync(IReadOnlyList<Task<NodeConnection>> managers, Task<Membership> swarm, ClusterNetwork network, CancellationToken token)
    {
        foreach (var manager in managers.Skip(1)) await JoinAsync(manager, swarm, worker: false, network, token);
    }

    private static async Task JoinAsync(Task<NodeConnection> started, Task<Membership> swarm, bool worker, ClusterNetwork network, CancellationToken token)
    {
        var (node, membership) = (await started, await swarm);
        await node.JoinAsync(network.AddressOf(node.Name), worker ? membership.ForWorkers : membership.ForManagers, token);
    }

    private async Task<ClusterNodes> WaitUntilReadyAsync(NodeConnection[] nodes, CancellationToken token)
    {
        ClusterNodes? seen = null;
        try
        {
            return await nodes[0].Container!.WaitUntilAsync($"{nodes.Length} nodes ready", AllReadyAsync, _options.ReadyWithin, token);
        }
        catch (WaitException e) when (e.Reason == WaitReason.TimedOut)
        {
            var late = nodes.FirstOrDefault(it => seen?.Find(it.Name) is not { IsReady: true }, nodes[0]);
            throw await late.NotReadyAsync(e, token);
        }

        async ValueTask<Probe<ClusterNodes>> AllReadyAsync(CancellationToken linked)
        {
            var (all, why) = await nodes[0].TryReadNodesAsync(linked);
            if (all is null) return Probe.NotYet<ClusterNodes>(why);
            seen = all;
            return seen.All.Count(it => it.IsReady) == nodes.Length
                ? Probe.Ready(seen)
                : Probe.NotYet<ClusterNodes>($"of {nodes.Length} nodes the manager knows {seen.All.Count}: {string.Join("; ", seen.All)}");
        }
    }

    /// <summary>What nodes need to join; it never leaves memory.</summary>
    private sealed record Membership(SwarmJoinToken ForWorkers, SwarmJoinToken ForManagers);
}
