using System.Collections.Concurrent;

namespace InfraSpecs.Registry;

/// <summary>
/// Lets many transfers pass side by side, one of a repository at a time, and lets whoever must be alone wait until none is under way. Two of one
/// name would take each other's names from the engine; two of one repository write the same links in it, which the registry empties first, so that
/// who reads meanwhile is answered with 500 (distribution's file system driver).
/// </summary>
internal sealed class TransferGate : IAsyncDisposable
{
    private const int Everybody = 64;

    private readonly SemaphoreSlim _places = new(Everybody);
    private readonly SemaphoreSlim _alone = new(1);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _repositories = new();
    private readonly CancellationTokenSource _closing = new();
    private int _closed;

    /// <summary>Runs a transfer, and ends it when the gate closes.</summary>
    /// <param name="repository">What it reads or changes.</param>
    /// <param name="transfer">It cleans up behind itself whatever ends it.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <exception cref="ObjectDisposedException">The gate is closed, or was closed meanwhile.</exception>
    public async Task<T> RunAsync<T>(string repository, Func<CancellationToken, Task<T>> transfer, CancellationToken token)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(token, _closing.Token);
        try
        {
            using var one = await TakeAsync(_repositories.GetOrAdd(repository, _ => new SemaphoreSlim(1)), linked.Token);
            using var place = await TakeAsync(_places, linked.Token);
            return await transfer(linked.Token);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested && !token.IsCancellationRequested)
        {
            throw new ObjectDisposedException("RegistryServer", $"The registry was disposed while a transfer of {repository} was under way.");
        }
    }

    /// <summary>Waits until no transfer is under way, and keeps others out until the result is disposed.</summary>
    public async Task<IDisposable> LockAsync(CancellationToken token)
    {
        // Two at a time would each hold places that the other waits for.
        using var alone = await TakeAsync(_alone, token);
        var taken = 0;
        try
        {
            for (; taken < Everybody; taken++) await _places.WaitAsync(token);
            return new Taken(_places, Everybody);
        }
        catch
        {
            if (taken > 0) _places.Release(taken);
            throw;
        }
    }

    /// <summary>Ends what is under way, lets nothing more begin, and returns when all have cleaned up.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 1) return;
        await _closing.CancelAsync();
        (await LockAsync(CancellationToken.None)).Dispose();
        _closing.Dispose();
        _places.Dispose();
        _alone.Dispose();
    }

    private static async Task<Taken> TakeAsync(SemaphoreSlim semaphore, CancellationToken token)
    {
        await semaphore.WaitAsync(token);
        return new Taken(semaphore, 1);
    }

    private sealed class Taken(SemaphoreSlim semaphore, int count) : IDisposable
    {
        public void Dispose() => semaphore.Release(count);
    }
}
