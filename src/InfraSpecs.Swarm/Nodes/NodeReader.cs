using Docker.DotNet;

namespace InfraSpecs.Swarm;

/// <summary>Asks a manager for the nodes of its Swarm.</summary>
internal static class NodeReader
{
    public static async Task<ClusterNodes> ReadNodesAsync(this IDockerClient manager, CancellationToken token) => new(
        [.. (await manager.Swarm.ListNodesAsync(token)).Select(NodeState.Read).OrderBy(it => it.Name, StringComparer.Ordinal)]);
}
