using InfraSpecs.Cleanup;
using InfraSpecs.Evidence;

namespace InfraSpecs;

/// <content>Its end, with all that its session made.</content>
public sealed partial class Engine
{
    /// <summary>Removes what the session made and has not removed: containers, then networks, then volumes, then images.</summary>
    /// <exception cref="EngineException">The engine was lost, and nobody was told so before. Whoever was told gets a line on standard error here.</exception>
    public async ValueTask DisposeAsync()
    {
        // A signal may have begun it. Whoever comes later waits for it too, and the first one is told what is wrong.
        var isFirst = !_disposal.IsValueCreated;
        await _disposal.Value.ConfigureAwait(isFirst ? ConfigureAwaitOptions.None : ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task DisposeOnceAsync()
    {
        var (isTold, isLost) = (_health.IsTold, false);
        var isMaking = _creations.Close();
        await _closing.CancelAsync();
        try
        {
            foreach (var kept in _kept.Values.Where(it => it.IsValueCreated).Select(it => it.Value).OfType<IAsyncDisposable>()) await kept.DisposeAsync();
            await _late.EndAsync();
            await RemoveAllAsync();
            if (!isMaking) return;

            // What is being made was in no list, and the engine makes also what nobody waits for any more.
            await Task.WhenAll(_creations.Ended, Task.Delay(Creations.Settling, Time, CancellationToken.None));
            await RemoveAllAsync();
        }
        catch (EngineException e) when (e.Reason == EngineReason.Unavailable)
        {
            isLost = true;
            foreach (var name in _left.Names) RunRecorder.Current?.Left.Enqueue(name);
            var left = EngineException.WithLeft(e, _left.Names);
            if (!isTold) throw left;
            await Console.Error.WriteLineAsync(left.Message);
        }
        finally
        {
            await Reapers.LeaveAsync(Session, isLost);
            await CloseAsync();
        }
    }

    private async Task CloseAsync()
    {
        EndSignals.Forget(this);
        if (_logger is not null) SessionLog.Remove(_logger);
        if (_observed is not null) await _observed.DisposeAsync();
        Client.Dispose();
        _health.Dispose();
        if (_choice.Ssh is { } ssh) await ssh.DisposeAsync();
    }

    private async Task RemoveAllAsync()
    {
        if (_isKept) return;
        var left = await ListResourcesAsync(CancellationToken.None);
        foreach (var (resource, why) in await left.RemoveAsync(Client, CancellationToken.None)) await Console.Error.WriteLineAsync($"Not removed: {resource}: {FailureText.Sentence(why)}");
    }
}
