using Docker.DotNet;

namespace InfraSpecs.Swarm;

/// <summary>The removal of a stack, to its end. Each round looks at everything at once and removes what it finds; a round that finds nothing is the proof.</summary>
internal sealed class StackRemoval
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    private readonly Cluster _cluster;
    private readonly string _stack;
    private readonly bool _ofAll;

    // Tasks outlive their service for a moment, and name it only by its id.
    private readonly HashSet<string> _services;

    private StackRemoval(Cluster cluster, string stack, bool ofAll) =>
        (_cluster, _stack, _ofAll, _services) = (cluster, stack, ofAll, [.. cluster.Made.OfStack(stack)]);

    /// <param name="cluster">Where it is.</param>
    /// <param name="stack">Its name.</param>
    /// <param name="ofAll">Removes also what this run did not make.</param>
    /// <param name="token">Stops waiting.</param>
    public static async Task RunAsync(Cluster cluster, string stack, bool ofAll, CancellationToken token)
    {
        var removal = new StackRemoval(cluster, stack, ofAll);
        var within = await Wait.UntilAsync($"the services of stack {stack}", removal.GraceAsync, LeftContainers.Margin, token, cluster.Time);
        await Wait.UntilAsync($"removal of stack {stack}", removal.RoundAsync, within, token, cluster.Time, LongestPause);
        await cluster.Postponed.TryAgainAsync(cluster, token);
    }

    /// <summary>As long as the slowest task may take to stop, and some more.</summary>
    private ValueTask<Probe<TimeSpan>> GraceAsync(CancellationToken linked) => AskAsync(async () =>
    {
        var services = (await _cluster.Client.Swarm.ListServicesAsync(null, linked)).Where(it => IsRemoved(it.ID, it.Spec?.Labels));
        var grace = services.Select(it => it.Spec?.TaskTemplate?.ContainerSpec?.StopGracePeriod ?? TimeSpan.Zero).Append(LeftContainers.EnginesGracePeriod).Max();
        return Probe.Ready(grace + LeftContainers.Margin);
    });

    private ValueTask<Probe<bool>> RoundAsync(CancellationToken token) => AskAsync(async () =>
    {
        // Tasks are looked at after the services: a service that is gone makes no new ones.
        var manager = _cluster.Client;
        var found = (await SwarmObject.ReadAsync(manager, token)).Where(it => IsRemoved(it.Id, it.Labels)).ToLookup(it => it.Kind == ObjectKind.Service);
        _services.UnionWith(found[true].Select(it => it.Id));
        var left = await SwarmObjectRemoval.TryAllAsync(manager, found[true], token);
        IEnumerable<Task<IReadOnlyList<string>>> rounds = [RemoveUnusedAsync([.. found[false]], token), TasksAsync(manager, token), .. _cluster.Nodes.Where(it => it.IsOpen).Select(it => ContainersAsync(it, token))];
        left = [.. left, .. (await Task.WhenAll(rounds)).SelectMany(it => it)];
        return left.Count == 0 ? Probe.Ready(true) : Probe.NotYet<bool>(string.Join("; ", left));
    });

    private static async ValueTask<Probe<T>> AskAsync<T>(Func<Task<Probe<T>>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (e is DockerApiException || NodeConnection.IsNoAnswer(e))
        {
            return Probe.NotYet<T>($"the managers cannot be asked: {EngineMessage.Of(e)}");
        }
    }

    /// <summary>Networks, secrets and configs. What something uses that stays is left to the cluster.</summary>
    private async Task<IReadOnlyList<string>> RemoveUnusedAsync(IReadOnlyList<SwarmObject> found, CancellationToken token)
    {
        if (found.Count == 0) return [];
        var used = _ofAll ? new HashSet<string>() : await PostponedRemovals.UsedAsync(_cluster, token);
        foreach (var it in found.Where(it => used.Contains(it.Id))) _cluster.Postponed.Postpone(it.Id, linked => SwarmObjectRemoval.WaitAsync(_cluster, it, linked));
        return await SwarmObjectRemoval.TryAllAsync(_cluster.Client, found.Where(it => !used.Contains(it.Id)), token);
    }

    /// <summary>Those of nodes that are down stay in the managers' list until the nodes come back.</summary>
    private async Task<IReadOnlyList<string>> TasksAsync(IDockerClient manager, CancellationToken token)
    {
        var tasks = (await manager.Tasks.ListAsync(token)).Where(it => _services.Contains(it.ServiceID ?? "")).ToList();
        if (tasks.Count == 0) return [];
        var nodes = await _cluster.ReadNodesAsync(token);
        return [.. tasks.Where(it => string.IsNullOrEmpty(it.NodeID) || nodes.FindById(it.NodeID) is { IsReady: true }).Select(SwarmObjectRemoval.Told)];
    }

    /// <summary>Not removed here: its node stops it.</summary>
    private async Task<IReadOnlyList<string>> ContainersAsync(Node node, CancellationToken token) =>
    [
        .. (await LeftContainers.ReadAsync(node, LabelFilter.OfStack(_stack), token)).Where(it => _services.Contains(LabelFilter.ServiceOf(it.Labels) ?? ""))
            .Select(it => $"{LeftContainers.Told(it, node)}, which is {it.State}"),
    ];

    private bool IsRemoved(string id, IDictionary<string, string>? labels) => LabelFilter.StackOf(labels) == _stack && (_ofAll || _cluster.Made.Has(id));
}
