using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>Making a cluster as it was.</summary>
internal sealed class ClusterReset
{
    /// <summary>A process that is asked to end may be making something.</summary>
    private static readonly TimeSpan MadeWithin = TimeSpan.FromSeconds(2);

    private readonly Cluster _cluster;
    private readonly ObjectRemoval _objects;

    private ClusterReset(Cluster cluster) =>
        (_cluster, _objects) = (cluster, new ObjectRemoval(cluster, it => OwnsAll || cluster.Owns(it)) { OfAllTasks = cluster.Engine is not null });

    private bool OwnsAll => _cluster.Engine is not null;

    private IReadOnlyList<string> Doubts => OwnsAll ? [] : _cluster.Made.Doubts;

    public static async Task RunAsync(Cluster cluster, CancellationToken token)
    {
        var reset = new ClusterReset(cluster);
        var rounds = new RemovalRounds(cluster, [reset._objects.LookAsync, reset.NodesAsync, .. reset.OwnsAll ? cluster.Nodes.SelectMany(LooksAt) : []]);
        await cluster.Made.SettleAsync(MadeWithin, cluster.Time);
        await reset.BringBackAsync(token);
        try
        {
            await rounds.RunAsync("reset of the cluster", cluster.ReadyWithin, token);
        }
        catch (WaitException e) when (e.Reason == WaitReason.TimedOut)
        {
            throw ClusterException.NotClean([.. rounds.Left, .. reset.Doubts], !reset.OwnsAll, e);
        }

        foreach (var node in cluster.Nodes) node.Changes.Clear();
        var doubts = reset.Doubts;
        cluster.Made.Clear();
        cluster.Postponed.Clear();
        if (doubts.Count > 0) throw ClusterException.PerhapsNotClean(doubts);
    }

    private static IEnumerable<Func<CancellationToken, Task<IReadOnlyList<string>>>> LooksAt(Node node) => [token => ContainersAsync(node, token), token => VolumesAsync(node, token)];

    /// <summary>Nodes that were stopped or cut off, all at once: one alone may not be enough for a quorum.</summary>
    private Task BringBackAsync(CancellationToken token) => OwnsAll
        ? Task.WhenAll(_cluster.Nodes.Select(node => node switch
        {
            { IsOpen: false } => node.StartAsync(token),
            { IsDisconnected: true } => node.ReconnectAsync(token),
            _ => Task.CompletedTask,
        }))
        : Task.CompletedTask;

    /// <summary>A task's container is not given its time to stop: nobody waits for what it would say.</summary>
    private static async Task<IReadOnlyList<string>> ContainersAsync(Node node, CancellationToken token) => await RemoveAsync(
        await node.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, token),
        it => LeftContainers.Describe(it, node),
        it => node.Client.Containers.RemoveContainerAsync(it.ID, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, token));

    private static async Task<IReadOnlyList<string>> VolumesAsync(Node node, CancellationToken token) => await RemoveAsync(
        (await node.Client.Volumes.ListAsync(token)).Volumes ?? [], it => $"volume {it.Name} on {node}", it => node.Client.Volumes.RemoveAsync(it.Name, false, token));

    private async Task<IReadOnlyList<string>> NodesAsync(CancellationToken token)
    {
        var seen = await _cluster.ReadNodesAsync(token);
        var wrong = _cluster.Nodes.Where(it => OwnsAll || !it.Changes.IsEmpty).Where(it => seen.FindById(it.SwarmId) is not { } state || !IsAsIntended(it, state)).ToList();
        await Task.WhenAll(wrong.Select(node => TryAsync(() => PutBackAsync(node, seen, token))));
        var strangers = OwnsAll ? seen.All.Where(it => _cluster.Nodes.All(known => known.SwarmId != it.Id)).ToList() : [];
        await Task.WhenAll(strangers.Select(it => TryAsync(() => _cluster.Client.Swarm.RemoveNodeAsync(it.Id, true, token))));
        return
        [
            .. wrong.Select(it => $"node {(object?)seen.FindById(it.SwarmId) ?? it.Name + ": the managers do not know it"}"),
            .. strangers.Select(it => $"node {it}, which is no node of this cluster"),
        ];
    }

    private async Task PutBackAsync(Node node, ClusterNodes seen, CancellationToken token)
    {
        if (seen.FindById(node.SwarmId) is not { IsReady: true } state) return;
        var role = OwnsAll ? node.Intended.Role : node.Changes.RoleFor(state) ?? state.Role;
        if (state.Role != role) await (role == NodeRole.Manager ? node.PromoteAsync(token) : node.DemoteAsync(token));
        await (OwnsAll ? node.RestoreAsync(node.Intended, token) : node.UndoAsync(token));
    }

    private bool IsAsIntended(Node node, NodeState state) =>
        state.IsReady && (!state.IsManager || state.Reachability == ManagerReachability.Reachable)
        && (OwnsAll ? state.Role == node.Intended.Role && node.Intended.IsKeptAs(state.Availability, state.Labels) : node.Changes.IsUndoneIn(state));

    private static async Task<IReadOnlyList<string>> RemoveAsync<T>(IEnumerable<T> found, Func<T, string> name, Func<T, Task> remove) =>
        await Task.WhenAll(found.Select(async it => await TryAsync(() => remove(it)) is { } said ? $"{name(it)}: {said}" : name(it)));

    /// <returns>What the engine said, or null. Most refusals pass: a network is in use until the last task has left it.</returns>
    private static async Task<string?> TryAsync(Func<Task> attempt)
    {
        try
        {
            await attempt();
            return null;
        }
        catch (DockerApiException e)
        {
            return e.StatusCode is HttpStatusCode.NotFound ? null : EngineMessage.Of(e);
        }
        catch (ClusterException e) when (e.Reason == ClusterReason.NodeChangeRefused)
        {
            return e.Said;
        }
    }
}
