namespace InfraSpecs.Swarm;

/// <summary>What a cluster is made of, as far as it has been made, in one hand: for its disposal, also when its start fails half-way.</summary>
internal sealed class ClusterParts : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _owned = [];

    public ClusterNetwork? Network { get; set; }

    /// <summary>What comes before all else when the cluster is disposed: a reset.</summary>
    public Func<Task> First { get; set; } = () => Task.CompletedTask;

    /// <summary>What comes last, whatever happened before.</summary>
    public Func<Task> Last { get; set; } = () => Task.CompletedTask;

    /// <summary>Takes over what was made.</summary>
    public T Own<T>(T part)
        where T : IAsyncDisposable
    {
        lock (_owned) _owned.Add(part);
        return part;
    }

    public async ValueTask DisposeAsync()
    {
        var (first, last) = (First, Last);
        (First, Last) = (() => Task.CompletedTask, () => Task.CompletedTask);
        try
        {
            await first();
        }
        finally
        {
            try
            {
                await EndAsync();
            }
            finally
            {
                await last();
            }
        }
    }

    private async Task EndAsync()
    {
        List<IAsyncDisposable> owned;
        lock (_owned)
        {
            owned = [.. _owned];
            _owned.Clear();
        }

        try
        {
            await Task.WhenAll(owned.Select(it => it.DisposeAsync().AsTask()));
        }
        finally
        {
            // A network can only be removed once the containers have left it.
            if (Network is { } network) await network.DisposeAsync();
            Network = null;
        }
    }
}
