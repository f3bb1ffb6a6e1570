using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>Follows which replicas of a service run.</summary>
public sealed class ReplicaWatch : IAsyncDisposable
{
    private readonly Cluster _cluster;
    private readonly string _serviceId;
    private readonly string _service;
    private readonly ReplicaLog _log = new();
    private readonly CancellationTokenSource _stop = new();
    private IReadOnlyList<NodeReplicas> _nodes = [];
    private DateTimeOffset _began;
    private bool _isDisposed;

    private ReplicaWatch(Cluster cluster, string serviceId, string service) => (_cluster, _serviceId, _service) = (cluster, serviceId, service);

    /// <summary>Ends the watch.</summary>
    /// <param name="token">Ends the attempt.</param>
    /// <returns>What ran at each moment until this call.</returns>
    /// <exception cref="InvalidOperationException">It was stopped already.</exception>
    public async Task<ReplicaHistory> StopAsync(CancellationToken token)
    {
        ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, this);
        var ended = _cluster.Time.GetUtcNow();
        await Task.WhenAll(_nodes.Select(it => it.CatchUpAsync(ended, token)));
        await _stop.CancelAsync();
        await Task.WhenAll(_nodes.Select(it => it.Following)).WaitAsync(token);
        var found = await FindAsync(token);
        var isRollback = found is not null && UpdateStates.Read(found) >= UpdateState.RollingBack;
        var policy = UpdatePolicy.Read(isRollback ? found?.Spec?.RollbackConfig : found?.Spec?.UpdateConfig);
        return ReplicaHistory.Compose(_service, _began, ended, _log.Read(), policy, isRollback);
    }

    /// <summary>Ends the watch without a result; one that is stopped has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        await _stop.CancelAsync();
        await Task.WhenAll(_nodes.Select(it => it.Following)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    internal static async Task<ReplicaWatch> StartAsync(Cluster cluster, string serviceId, string service, CancellationToken token)
    {
        var watch = new ReplicaWatch(cluster, serviceId, service);
        try
        {
            await watch.BeginAsync(token);
            return watch;
        }
        catch (Exception e)
        {
            await Undo.AfterAsync(e, watch.DisposeAsync);
            throw;
        }
    }

    /// <returns>Null if it was removed meanwhile.</returns>
    private async Task<SwarmService?> FindAsync(CancellationToken token) =>
        (await _cluster.Client.Swarm.ListServicesAsync(null, token)).FirstOrDefault(it => it.ID == _serviceId);

    private async Task BeginAsync(CancellationToken token)
    {
        // Nodes in containers have their engine's machine's clock in common: one difference for all of them keeps the order of what they tell.
        var shared = await EngineClock.ReadAheadAsync(_cluster.Client, _cluster.Time, token);
        _nodes = await Task.WhenAll(_cluster.Nodes.Where(it => it.Container is null || it.IsOpen).Select(async node => new NodeReplicas(
            node, _serviceId, node.Container is null ? await EngineClock.ReadAheadAsync(node.Client, _cluster.Time, token) : shared, _log, _stop.Token)));
        await Task.WhenAll(_nodes.Select(it => it.BeginAsync(token)));
        _began = _cluster.Time.GetUtcNow();
    }
}
