using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>Asks the managers for what their scheduler's refusal is about: it counts nodes, and names neither constraint nor resource nor port.</summary>
internal static class SchedulingReader
{
    /// <returns>Why no node suits a task, in half a sentence; null where none waits for a node, or nothing more is known.</returns>
    public static async Task<string?> FindAsync(Placement placement, Cluster cluster, string serviceId, CancellationToken token)
    {
        var said = placement.Current(upToDateOnly: true).FirstOrDefault(it => it is { State: TaskState.Pending, Error.Length: > 0 })?.Error;
        if (said is null && !placement.IsNodeless) return null;
        try
        {
            return (await ReadAsync(placement, cluster.Client, serviceId, token)).Explain(said);
        }
        catch (Exception e) when (e is DockerApiException or OperationCanceledException || NodeConnection.IsNoAnswer(e))
        {
            return null; // the scheduler's own words are there
        }
    }

    private static async Task<SchedulingRefusal> ReadAsync(Placement placement, IDockerClient manager, string serviceId, CancellationToken token)
    {
        var (services, tasks) = (manager.Swarm.ListServicesAsync(null, token), manager.Tasks.ListAsync(new TasksListParameters(), token));
        var (nodes, networks) = (manager.Swarm.ListNodesAsync(token), manager.Networks.ListNetworksAsync(new NetworksListParameters(), token));
        await Task.WhenAll(services, tasks, nodes, networks);
        return new SchedulingRefusal(placement, serviceId, [.. await services], [.. await tasks], [.. await nodes], [.. await networks]);
    }
}
