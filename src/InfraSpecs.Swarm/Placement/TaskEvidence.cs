using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>
/// Which tasks of a cluster are worth a look when a spec has failed, and where their containers are. Where each task is, is recorded too: the managers keep of each slot the last few.
/// </summary>
internal static class TaskEvidence
{
    private const int Most = 20;

    /// <summary>Of a spec that is green they are looked at for nothing.</summary>
    private const int MostThatRun = 5;

    /// <param name="cluster">The cluster. Of one that was attached to, only what was made through this object.</param>
    /// <param name="isAsked">Whose tasks.</param>
    /// <param name="token">Ends the look-up.</param>
    public static async Task<IReadOnlyList<InnerContainer>> FindAsync(Cluster cluster, Func<SwarmService, bool> isAsked, CancellationToken token)
    {
        if (!cluster.HasManager) return [];
        var services = (await cluster.Client.Swarm.ListServicesAsync(new ServiceListParameters(), token))
            .Where(it => isAsked(it) && (cluster.AttachedTo is null || IsOwn(cluster, it))).ToDictionary(it => it.ID);
        if (services.Count == 0) return [];
        var (nodes, tasks) = (cluster.ReadNodesAsync(token), cluster.Client.Tasks.ListAsync(new TasksListParameters(), token));
        await Task.WhenAll(nodes, tasks);
        var known = (await tasks).Where(it => it.ServiceID is { } service && services.ContainsKey(service))
            .Select(it => TaskFacts.Read(it, services[it.ServiceID!], nodes.Result, upToDate: true)).ToList();
        foreach (var task in known) PlacementReader.Record(task);
        return [.. Choose(known).Select(it => ContainerOf(cluster, it)).OfType<InnerContainer>()];
    }

    /// <summary>
    /// Of each slot the one that failed last, and of a few the one that is wanted. Those that failed come first, the latest before all. What was stopped as was wanted tells nothing.
    /// </summary>
    public static IEnumerable<TaskFacts> Choose(IReadOnlyList<TaskFacts> tasks)
    {
        var last = tasks.Where(it => it.ContainerId is not null && (it.HasFailed || it.IsWanted))
            .GroupBy(it => (it.Service, it.Place, it.HasFailed))
            .Select(it => it.MaxBy(task => task.CreatedAt)!)
            .OrderByDescending(it => it.KnownSince)
            .ToLookup(it => it.HasFailed);
        return last[true].Concat(last[false].Take(MostThatRun)).Take(Most);
    }

    private static bool IsOwn(Cluster cluster, SwarmService service) => cluster.Made.Has(service.ID) || cluster.IsLabelled(service.Spec?.Labels);

    private static InnerContainer? ContainerOf(Cluster cluster, TaskFacts task) =>
        cluster.Nodes.FirstOrDefault(it => it.SwarmId == task.NodeId) is { IsOpen: true } node
            ? new InnerContainer(node.Client, task.ContainerId!, $"{task.Name} on {task.Node}", "task")
            {
                Outer = node.Container?.Id,
                OuterEngine = node.Container?.Engine.Client,
                // Its exit code is of the signal that ended it, which is no fault of its own.
                Stopped = task.Error.Contains("unhealthy", StringComparison.OrdinalIgnoreCase) ? "stopped by its node, since it was unhealthy" : null,
            }
            : null;
}
