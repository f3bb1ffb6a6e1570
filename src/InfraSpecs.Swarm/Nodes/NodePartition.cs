namespace InfraSpecs.Swarm;

/// <summary>A node that is cut off. Disposing it heals the partition, and proves that it healed.</summary>
internal sealed class NodePartition(Node node) : IAsyncDisposable
{
    /// <summary>Connects the node again and waits until the managers see it ready; nothing if that was done already, or the node is stopped or gone.</summary>
    /// <exception cref="ClusterException">The engine that runs the node did not take the rules away.</exception>
    /// <exception cref="WaitException">The managers do not see it ready within <see cref="SwarmOptions.ReadyWithin"/>.</exception>
    public async ValueTask DisposeAsync()
    {
        if (node.IsDisconnected && node.IsOpen) await node.ReconnectAsync(CancellationToken.None);
    }
}
