using Docker.DotNet;

namespace InfraSpecs.Swarm;

/// <summary>The nodes of one cluster, and what they have in common.</summary>
/// <param name="engine">The engine that runs their containers; null for machines.</param>
/// <param name="network">The network that they share; null for machines.</param>
/// <param name="time">Where time comes from.</param>
/// <param name="readyWithin">How long each verb of a node waits for its effect.</param>
internal sealed class ClusterMembers(Engine? engine, ClusterNetwork? network, TimeProvider time, TimeSpan readyWithin)
{
    public Engine? Engine => engine;

    public ClusterNetwork? Network => network;

    public TimeProvider Time => time;

    public TimeSpan ReadyWithin => readyWithin;

    /// <summary>Managers first.</summary>
    public IReadOnlyList<Node> Nodes { get; set; } = [];

    /// <summary>A manager that can be asked; another one when this one was killed, stopped, demoted or disconnected.</summary>
    public Node ReachableManager => Nodes.FirstOrDefault(it => it.IsReachableManager) ?? Nodes.FirstOrDefault(it => it is { IsManager: true, IsOpen: true }) ?? Nodes[0];

    public IDockerClient Client => ReachableManager.Client;

    /// <summary>More than half of the managers can be asked, so that they can decide.</summary>
    public bool HasQuorum => Nodes.Count(it => it.IsReachableManager) > Nodes.Count(it => it.IsManager) / 2;

    public void Forget(Node node) => Nodes = [.. Nodes.Where(it => it != node)];

    public Task<(ClusterNodes? Seen, string Why)> TryReadNodesAsync(CancellationToken token) => ReachableManager.Connection.TryReadNodesAsync(token);
}
