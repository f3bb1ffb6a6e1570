namespace InfraSpecs.Swarm;

/// <summary>The parts of a cluster that were made. Disposing it ends them, also when the start failed half-way.</summary>
internal sealed class ClusterParts : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _owned = [];

    /// <summary>A spec and a signal may end them at once: a part that the reset of the one needs is not closed by the other.</summary>
    private readonly SemaphoreSlim _disposing = new(1, 1);

    public ClusterNetwork? Network { get; set; }

    /// <summary>What is done before the parts end: a reset.</summary>
    public Func<Task> BeforeDisposal { get; set; } = () => Task.CompletedTask;

    /// <summary>What is done after they ended, whatever happened before.</summary>
    public Func<Task> AfterDisposal { get; set; } = () => Task.CompletedTask;

    /// <summary>Takes over what was made.</summary>
    public T Own<T>(T part)
        where T : IAsyncDisposable
    {
        lock (_owned) _owned.Add(part);
        return part;
    }

    public async ValueTask DisposeAsync()
    {
        await _disposing.WaitAsync();
        try
        {
            await DisposeAloneAsync();
        }
        finally
        {
            _disposing.Release();
        }
    }

    private async Task DisposeAloneAsync()
    {
        var (first, last) = (BeforeDisposal, AfterDisposal);
        (BeforeDisposal, AfterDisposal) = (() => Task.CompletedTask, () => Task.CompletedTask);
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
