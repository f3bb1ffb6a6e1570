using System.Collections.Concurrent;
using Docker.DotNet;

namespace InfraSpecs.Swarm;

/// <summary>
/// Networks, secrets and configs that were disposed while something used them, and services and stacks while no manager could be asked. They go
/// when their last user was removed through the cluster, at the latest
/// with its reset or its end, which tells what is really left.
/// </summary>
internal sealed class PostponedRemovals
{
    // What waits here is in nobody's way, and a manager that does not answer must not hold a disposal up.
    private static readonly TimeSpan LookedAtWithin = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Func<CancellationToken, Task>> _removals = new();

    // The managers do not list a container that joined a network by itself.
    private readonly ConcurrentDictionary<object, string> _entered = new();

    /// <summary>Removes it now, or when nothing uses it any more.</summary>
    /// <param name="cluster">Where it is.</param>
    /// <param name="id">Its id.</param>
    /// <param name="remove">Its removal, which has a deadline of its own.</param>
    public async Task RemoveUnusedAsync(Cluster cluster, string id, Func<CancellationToken, Task> remove)
    {
        // With no node to ask, its cluster was disposed, or is lost; what is on it goes with it.
        if (!cluster.Nodes.Any(it => it.IsOpen)) return;
        try
        {
            if (IsEntered(id) || (await UsedAsync(cluster, CancellationToken.None)).Contains(id)) Postpone(id, remove);
            else await remove(CancellationToken.None);
        }
        catch (Exception e) when (e is ServiceException { Reason: ServiceReason.Refused } or WaitException { Reason: WaitReason.TimedOut } || NodeConnection.IsNoAnswer(e))
        {
            Postpone(id, remove);
        }
    }

    /// <summary>Removes it now, or when the managers can be asked again: who disposes it on a cluster that was killed is not told of that in place of his own failure.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="remove">Its removal, which has a deadline of its own.</param>
    public async Task RemoveOrPostponeAsync(string id, Func<CancellationToken, Task> remove)
    {
        try
        {
            await remove(CancellationToken.None);
        }
        catch (Exception e) when (e is WaitException { Reason: WaitReason.TimedOut } || NodeConnection.IsNoAnswer(e))
        {
            Postpone(id, remove);
        }
    }

    /// <summary>Somebody has containers in a network.</summary>
    public void Enter(object who, string network) => _entered[who] = network;

    /// <summary>They are gone.</summary>
    public void Leave(object who) => _entered.TryRemove(who, out _);

    public void Postpone(string id, Func<CancellationToken, Task> remove) => _removals[id] = remove;

    /// <summary>Something was removed that may have been the last user.</summary>
    public async Task TryAgainAsync(Cluster cluster, CancellationToken token)
    {
        if (_removals.IsEmpty) return;
        var used = await UsedAsync(cluster, token);
        await Task.WhenAll(_removals.Keys.Where(id => !used.Contains(id) && !IsEntered(id)).Select(TryAsync));

        // A removal looks here when it is done, and must not find itself.
        async Task TryAsync(string id)
        {
            if (!_removals.TryRemove(id, out var remove)) return;
            try
            {
                await remove(token);
            }
            catch (Exception e) when (e is ServiceException { Reason: ServiceReason.Refused } or WaitException { Reason: WaitReason.TimedOut } || NodeConnection.IsNoAnswer(e))
            {
                Postpone(id, remove);
            }
        }
    }

    public void Clear() => _removals.Clear();

    private bool IsEntered(string network) => _entered.Values.Contains(network);

    /// <summary>The ids of networks, secrets and configs that a service asks for, and of networks that a container is in which is not on its way out.</summary>
    public static Task<IReadOnlySet<string>> UsedAsync(Cluster cluster, CancellationToken token) => Wait.UntilAsync(
        "what the managers have in use", async linked => Probe.Ready(await ReadAsync(cluster.Client, linked)), LookedAtWithin, token, cluster.Time);

    private static async Task<IReadOnlySet<string>> ReadAsync(IDockerClient manager, CancellationToken token)
    {
        var (objects, tasks) = (SwarmObject.ReadAsync(manager, token), manager.Tasks.ListAsync(token));
        // Tasks of services go with them; a container that joined a network is a task of its own.
        var joined = (await tasks).Where(it => string.IsNullOrEmpty(it.ServiceID) && it.Status?.State <= Docker.DotNet.Models.TaskState.Running);
        return (await objects).SelectMany(it => it.Uses).Concat(joined.SelectMany(it => it.NetworksAttachments ?? []).Select(it => it.Network?.ID ?? "")).ToHashSet();
    }
}
