namespace InfraSpecs.Swarm;

/// <content>Cutting it off from the others.</content>
public sealed partial class Node
{
    /// <summary>
    /// Cuts the node off from the other nodes and the registry, both ways, as a pulled cable would: packets vanish, and it keeps its address. Its
    /// engine's API stays reachable from here. The managers see it down after three heartbeats.
    /// </summary>
    /// <param name="token">Stops waiting.</param>
    /// <returns>The partition. Disposing it connects the node again, as <see cref="ReconnectAsync"/> does; nothing if that was done already, or the node is stopped or gone.</returns>
    /// <exception cref="ClusterException">It is a machine, or iptables refused the rules.</exception>
    public async Task<IAsyncDisposable> DisconnectAsync(CancellationToken token)
    {
        var container = RequireContainer("be disconnected");
        if (IsDisconnected) return new NodePartition(this);
        var network = Members.Network!;
        var outcome = await container.ExecAsync(PartitionRules.Cut(network.Subnet, network.Gateway), token);
        if (outcome.ExitCode != 0) throw ClusterException.PartitionFailed(Name, "cut off", outcome);
        IsDisconnected = true;
        return new NodePartition(this);
    }

    /// <summary>Connects the node again. If managers enough run to decide, it waits until they see the node ready. Nothing if it is connected.</summary>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="ClusterException">It is a machine, or iptables did not take the rules away.</exception>
    /// <exception cref="WaitException">The managers do not see it ready within <see cref="SwarmOptions.ReadyWithin"/>.</exception>
    public async Task ReconnectAsync(CancellationToken token)
    {
        var container = RequireContainer("be reconnected");
        if (!IsDisconnected) return;
        var outcome = await container.ExecAsync(PartitionRules.Heal, token);
        if (outcome.ExitCode != 0) throw ClusterException.PartitionFailed(Name, "connected again", outcome);
        IsDisconnected = false;
        if (Members.HasQuorum) await WaitUntilReadyAsync(token);
    }
}
