namespace InfraSpecs.Swarm;

/// <summary>From inside a node's own network.</summary>
internal sealed class NodeRoute(Cluster cluster, Node node, int port, Engine? images) : IForwardRoute
{
    private readonly VantageContainers _containers = new(cluster);
    private VantagePoint? _point;

    /// <summary>Before it is first used.</summary>
    public async Task EnterAsync(CancellationToken token)
    {
        var image = await ProbeImage.BringAsync(images, [node], token);
        _point = await _containers.EnterAsync(new VantagePlace(node.Name, $"node {node.Name}", node, "host"), image, token);
    }

    public Task<ForwardPlace> NextAsync(CancellationToken token) => Task.FromResult(new ForwardPlace(_point!.Where, port, _point.OpenAsync));

    public ValueTask DisposeAsync() => _containers.DisposeAsync();

    public override string ToString() => $"node {node.Name}";
}

/// <summary>From inside the running tasks of a service, in turns. Which ones run is asked for each connection; those that are new are entered when it is their turn.</summary>
internal sealed class ServiceRoute(Cluster cluster, Service service, int port, Engine? images) : IForwardRoute
{
    private readonly VantageContainers _containers = new(cluster);
    private readonly Dictionary<string, VantagePoint> _points = [];
    private readonly SemaphoreSlim _entering = new(1);
    private int _turn = -1;

    public async Task<ForwardPlace> NextAsync(CancellationToken token)
    {
        var point = await NextPointAsync(token);
        return new ForwardPlace(point.Where, port, point.OpenAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _containers.DisposeAsync();
        _entering.Dispose();
    }

    public override string ToString() => $"service {service.Name}";

    private async Task<VantagePoint> NextPointAsync(CancellationToken token)
    {
        var placement = await service.ReadPlacementAsync(token);
        var running = placement.Running.Where(it => it.ContainerId is not null).ToList();
        if (running.Count == 0) throw ServiceException.NoTaskRuns(placement);
        var task = running[(int)((uint)Interlocked.Increment(ref _turn) % running.Count)];
        await _entering.WaitAsync(token);
        try
        {
            return _points.TryGetValue(task.Id, out var known) ? known : _points[task.Id] = await EnterAsync(task, token);
        }
        finally
        {
            _entering.Release();
        }
    }

    private async Task<VantagePoint> EnterAsync(TaskFacts task, CancellationToken token)
    {
        var place = VantagePlace.In(task, cluster);
        return await _containers.EnterAsync(place, await ProbeImage.BringAsync(images, [place.Node], token), token);
    }
}
