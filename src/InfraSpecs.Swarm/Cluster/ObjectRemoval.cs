using System.Net;
using Docker.DotNet;

namespace InfraSpecs.Swarm;

/// <summary>Removes services with their tasks, networks, secrets and configs: a look of <see cref="RemovalRounds"/>.</summary>
/// <param name="cluster">Where.</param>
/// <param name="isRemoved">Which are to go.</param>
internal sealed class ObjectRemoval(Cluster cluster, Func<SwarmObject, bool> isRemoved)
{
    // The managers let go of a network once the last task in it is gone.
    private static readonly TimeSpan RemovedWithin = TimeSpan.FromSeconds(30);

    private readonly HashSet<string> _services = [];

    /// <summary>Tasks of services that are not removed are to go too.</summary>
    public bool OfAllTasks { get; init; }

    /// <summary>What a service that stays uses is left to the cluster, which removes it later.</summary>
    public bool LeavesWhatIsUsed { get; init; }

    /// <summary>The services that were found, and those that are gone already. Their tasks outlive them for a moment, and name them only by their IDs.</summary>
    public IEnumerable<string> Services
    {
        get => _services;
        init => _services.UnionWith(value);
    }

    public async Task<IReadOnlyList<string>> LookAsync(CancellationToken token)
    {
        var found = (await SwarmObject.ReadAsync(cluster.Client, token)).Where(isRemoved).ToLookup(it => it.Kind == ObjectKind.Service);
        _services.UnionWith(found[true].Select(it => it.Id));
        var services = await TryAllAsync(found[true], token);

        // Tasks are looked at after the services: a service that is gone makes no new ones.
        var rest = await Task.WhenAll(RemoveAsync([.. found[false]], token), ReadTasksAsync(token));
        return [.. services, .. rest.SelectMany(it => it)];
    }

    /// <returns>What the managers said, or null. Most refusals pass: a network is in use until the last task has left it.</returns>
    public static async Task<string?> TryAsync(IDockerClient manager, SwarmObject it, CancellationToken token)
    {
        try
        {
            await (it.Kind switch
            {
                ObjectKind.Service => manager.Swarm.RemoveServiceAsync(it.Id, token),
                ObjectKind.Network => manager.Networks.DeleteNetworkAsync(it.Id, token),
                ObjectKind.Secret => manager.Secrets.DeleteAsync(it.Id, token),
                _ => manager.Configs.RemoveConfigAsync(it.Id, token),
            });
            return null;
        }
        catch (DockerApiException e)
        {
            return e.StatusCode == HttpStatusCode.NotFound ? null : EngineMessage.Of(e);
        }
    }

    /// <summary>Removes it, and waits until nothing is in its way any more.</summary>
    /// <exception cref="WaitException">It was still in use after 30 s.</exception>
    public static Task WaitAsync(Cluster cluster, SwarmObject it, CancellationToken token) => Wait.UntilAsync(
        $"removal of {it}",
        async linked => await TryAsync(cluster.Client, it, linked) is { } said ? Probe.NotYet<bool>(said) : Probe.Ready(true),
        RemovedWithin,
        token,
        cluster.Time);

    /// <summary>Networks, secrets and configs.</summary>
    private async Task<IReadOnlyList<string>> RemoveAsync(IReadOnlyList<SwarmObject> found, CancellationToken token)
    {
        if (found.Count == 0) return [];
        var used = LeavesWhatIsUsed ? await PostponedRemovals.UsedAsync(cluster, token) : new HashSet<string>();
        foreach (var it in found.Where(it => used.Contains(it.Id))) cluster.Postponed.Postpone(it.Id, linked => WaitAsync(cluster, it, linked));
        return await TryAllAsync(found.Where(it => !used.Contains(it.Id)), token);
    }

    /// <summary>Those of nodes that are down stay in the managers' list until the nodes come back.</summary>
    private async Task<IReadOnlyList<string>> ReadTasksAsync(CancellationToken token)
    {
        var tasks = (await cluster.Client.Tasks.ListAsync(token)).Where(it => OfAllTasks || _services.Contains(it.ServiceID ?? "")).ToList();
        if (tasks.Count == 0) return [];
        var nodes = await cluster.ReadNodesAsync(token);
        return [.. tasks.Where(it => string.IsNullOrEmpty(it.NodeID) || nodes.FindById(it.NodeID) is { IsReady: true }).Select(it => $"task {it.ID}, which is {it.Status?.State}")];
    }

    /// <returns>A line for each, with what the managers said.</returns>
    private async Task<IReadOnlyList<string>> TryAllAsync(IEnumerable<SwarmObject> all, CancellationToken token) =>
        await Task.WhenAll(all.Select(async it => await TryAsync(cluster.Client, it, token) is { } said ? $"{it}: {said}" : $"{it}"));
}
