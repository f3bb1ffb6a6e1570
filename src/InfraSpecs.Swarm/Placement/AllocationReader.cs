using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>Asks the leader why tasks do not get beyond "new": what it could not give them, as an address, is in its log alone.</summary>
internal static class AllocationReader
{
    public static async Task<IReadOnlyList<TaskFacts>> ReadAsync(Placement placement, Cluster cluster, CancellationToken token)
    {
        if (placement.Current(upToDateOnly: true).Where(it => it is { State: TaskState.New, Error.Length: 0, Told: null }).ToList() is not [var first, ..] waiting) return [];
        var leader = cluster.Nodes.FirstOrDefault(it => it.SwarmId == placement.Nodes.Leader?.Id);
        var log = await EngineLog.ReadAsync(leader, first.CreatedAt, IsOfAllocation, token);
        var networks = log.Lines.Count == 0 ? [] : await NetworksAsync(cluster.Client, token);
        return [.. waiting.Select(task => log.Lines.LastOrDefault(it => it.Error.Contains(task.Id, StringComparison.Ordinal)) is { } line
            ? AllocationFailure.Tell(task, line.Error, networks) : null).OfType<TaskFacts>()];
    }

    private static bool IsOfAllocation(string line) => line.Contains("allocat", StringComparison.Ordinal);

    private static async Task<IReadOnlyList<NetworkResponse>> NetworksAsync(IDockerClient manager, CancellationToken token)
    {
        try
        {
            return [.. await manager.Networks.ListNetworksAsync(new NetworksListParameters(), token)];
        }
        catch (Exception e) when (e is DockerApiException or OperationCanceledException || NodeConnection.IsNoAnswer(e))
        {
            return []; // the leader's words have its ID
        }
    }
}
