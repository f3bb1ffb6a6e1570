using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>Containers of tasks that were removed: their nodes stop them, in the time that they have for that.</summary>
internal static class LeftContainers
{
    /// <summary>What nodes and managers take beyond the time that a task has to stop.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    /// <summary>The time that a task has to stop where its service does not say.</summary>
    public static readonly TimeSpan EnginesGracePeriod = TimeSpan.FromSeconds(10);

    /// <returns>Those on a node that carry a label; none of a node that cannot be asked, which cannot hold a removal up.</returns>
    public static async Task<IList<ContainerListResponse>> ReadAsync(Node node, string label, CancellationToken token)
    {
        try
        {
            return await node.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = LabelFilter.ByLabel(label) }, token);
        }
        catch (Exception e) when (NodeConnection.IsNoAnswer(e) || e is ObjectDisposedException)
        {
            return [];
        }
    }

    /// <summary>A container that is left on a node.</summary>
    public static string Describe(ContainerListResponse it, Node node) => $"container {it.Names.FirstOrDefault()?.TrimStart('/') ?? it.ID} on {node}";
}
