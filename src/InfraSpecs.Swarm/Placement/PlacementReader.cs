using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>Reads placements.</summary>
internal static class PlacementReader
{
    /// <exception cref="ServiceException">It was removed.</exception>
    public static async Task<Placement> ReadAsync(Cluster cluster, (string Id, string Name) asked, CancellationToken token) =>
        (await ReadWithServiceAsync(cluster, asked, token)).Placement;

    /// <inheritdoc cref="ReadAsync"/>
    public static async Task<(SwarmService Service, Placement Placement)> ReadWithServiceAsync(Cluster cluster, (string Id, string Name) asked, CancellationToken token)
    {
        var manager = cluster.Client;

        // The service first: tasks that are read later are those of this version, or of a later one.
        var service = await ManagerRequests.InspectServiceAsync(cluster, asked, token);
        var nodes = cluster.ReadNodesAsync(token);
        var fresh = UpToDateAsync(manager, service, token);
        var all = manager.Tasks.ListAsync(Filter(asked.Id), token);
        var swarm = manager.Swarm.InspectSwarmAsync(token);
        await Task.WhenAll(nodes, fresh, all, swarm);
        var placement = Compose(service, await all, await fresh, await nodes, cluster.Time.GetUtcNow());
        foreach (var task in placement.Tasks) Record(task);
        return (service, placement with { HasHistory = (await swarm).Spec?.Orchestration?.TaskHistoryRetentionLimit != 0 });
    }

    /// <summary>Where a task is, in the run file.</summary>
    public static void Record(TaskFacts task) => Recording.NoteChange("place", task.Id, scope => new
    {
        service = task.Service,
        task = task.Id,
        slot = task.Slot is { } slot ? $"{task.Service}.{slot}" : task.Service,
        node = task.Node.Length > 0 ? task.Node : null,
        state = task.State.Word(),
        error = task.Error.Length > 0 ? task.Error : null,
        spec = scope?.Spec,
    });

    /// <summary>A placement of what the managers said; the tasks whose ids are in <paramref name="upToDate"/> are as the service is now, all if it is null.</summary>
    public static Placement Compose(SwarmService service, IEnumerable<TaskResponse> tasks, IReadOnlySet<string>? upToDate, ClusterNodes nodes, DateTimeOffset at)
    {
        var mode = ModeOf(service.Spec?.Mode);
        var placement = new Placement
        {
            Service = service.Spec?.Name ?? service.ID,
            Mode = mode,
            Wanted = (int)(service.Spec?.Mode?.Replicated?.Replicas ?? service.Spec?.Mode?.ReplicatedJob?.TotalCompletions ?? 0),
            Nodes = nodes,
            Constraints = [.. service.Spec?.TaskTemplate?.Placement?.Constraints ?? []],
            Preferences = [.. (service.Spec?.TaskTemplate?.Placement?.Preferences ?? []).Select(it => it.Spread?.SpreadDescriptor).OfType<string>()],
            Platforms = [.. (service.Spec?.TaskTemplate?.Placement?.Platforms ?? []).Select(it => new ImagePlatform(it.OS ?? "", it.Architecture ?? ""))],
            HasHealthCheck = HasHealthCheck(service.Spec?.TaskTemplate?.ContainerSpec?.Healthcheck),
            HealthTest = service.Spec?.TaskTemplate?.ContainerSpec?.Healthcheck?.Test is { Count: > 0 } test ? [.. test] : null,
            UpdateState = UpdateStates.Read(service),
            UpdateMessage = service.UpdateStatus?.Message ?? "",
            IsRolledBackByItself = UpdateStates.IsRolledBackByItself(service),
            ReadAt = at,
            Tasks =
            [
                .. tasks.Select(it => TaskFacts.Read(it, service, nodes, upToDate?.Contains(it.ID) ?? true))
                    .OrderBy(it => it.Slot).ThenBy(it => it.Node, StringComparer.Ordinal).ThenByDescending(it => it.CreatedAt),
            ],
        };
        return placement.IsGlobal ? placement with { Wanted = ChosenNodes(placement) } : placement;
    }

    public static TasksListParameters Filter(string serviceId, bool upToDate = false)
    {
        var filters = new Dictionary<string, IDictionary<string, bool>> { ["service"] = new Dictionary<string, bool> { [serviceId] = true } };
        if (upToDate) filters["_up-to-date"] = new Dictionary<string, bool> { ["true"] = true };
        return new TasksListParameters { Filters = filters };
    }

    public static ServiceMode ModeOf(Docker.DotNet.Models.ServiceMode? mode) => mode switch
    {
        { Global: not null } => ServiceMode.Global,
        { GlobalJob: not null } => ServiceMode.GlobalJob,
        { ReplicatedJob: not null } => ServiceMode.ReplicatedJob,
        _ => ServiceMode.Replicated,
    };

    private static bool? HasHealthCheck(HealthcheckConfig? check) => check?.Test is [var kind, ..] ? kind != "NONE" : null;

    /// <summary>Which tasks are as the service is now, only the managers can tell; those of a service that was never changed all are.</summary>
    private static async Task<IReadOnlySet<string>?> UpToDateAsync(IDockerClient manager, SwarmService service, CancellationToken token) =>
        service is { PreviousSpec: null, UpdateStatus: null }
            ? null
            : (await manager.Tasks.ListAsync(Filter(service.ID, upToDate: true), token)).Select(it => it.ID).ToHashSet();

    private static int ChosenNodes(Placement placement) => placement.Tasks
        .Where(it => it.IsWanted && it.IsOfThisRun && !placement.IsOnLostNode(it))
        .Concat(placement.GivenUp)
        .Select(it => it.NodeId).Distinct().Count();
}
