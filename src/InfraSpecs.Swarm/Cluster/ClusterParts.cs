using InfraSpecs.Registry;

namespace InfraSpecs.Swarm;

/// <summary>What a cluster is made of, as far as it has been made, in one hand: for its disposal, also when its start fails half-way.</summary>
internal sealed class ClusterParts : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _owned = [];

    public IReadOnlyList<Node> Nodes { get; set; } = [];

    public RegistryServer? Registry { get; set; }

    /// <summary>Takes over what was made.</summary>
    public T Own<T>(T part)
        where T : IAsyncDisposable
    {
        lock (_owned) _owned.Add(part);
        return part;
    }

    public async ValueTask DisposeAsync()
    {
        // Containers first: a network can only be removed once they have left it.
        await Task.WhenAll(_owned.Where(it => it is not ContainerNetwork).Select(it => it.DisposeAsync().AsTask()));
        await Task.WhenAll(_owned.OfType<ContainerNetwork>().Select(it => it.DisposeAsync().AsTask()));
    }
}
