using Docker.DotNet;

namespace InfraSpecs;

/// <summary>
/// Whether an engine still gives signs of life. It is asked for one, over a connection of its own, only while somebody has waited for it: an answer may take its
/// time, and a followed log may be silent for hours. An engine that gives none for <see cref="Limit"/> is lost, and all that wait for it are told so.
/// </summary>
/// <param name="asking">Asks, and is watched by nobody.</param>
/// <param name="endpoint">The engine's address, for the failure text.</param>
/// <param name="time">Where time comes from.</param>
internal sealed class EngineHealth(IDockerClient asking, Uri endpoint, TimeProvider time) : IEngineWatch, IDisposable
{
    /// <summary>How long an engine may give no sign of life.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>One that was lost is not waited for as long each time: what is removed one after the other would take minutes.</summary>
    private static readonly TimeSpan LimitOnceLost = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly HashSet<EngineCall> _calls = [];
    private bool _isWatching;
    private bool _isDisposed;
    private volatile bool _isLost;
    private long _lastSign = time.GetTimestamp();

    /// <summary>Somebody was told that the engine is lost, by an error that is no matter of cleaning up.</summary>
    public bool IsTold { get; set; }

    public bool IsClosed => false;

    private TimeSpan Patience => _isLost ? LimitOnceLost : Limit;

    public EngineCall Begin(string request)
    {
        var call = new EngineCall(this, request);
        lock (_gate)
        {
            _calls.Add(call);
            if (_isWatching) return call;
            _isWatching = true;
        }

        _ = Task.Run(WatchAsync);
        return call;
    }

    public void End(EngineCall call)
    {
        lock (_gate) _calls.Remove(call);
    }

    public void SeeSign()
    {
        Volatile.Write(ref _lastSign, time.GetTimestamp());
        _isLost = false;
    }

    public Task<Exception> TellAsync(string request, string seen, Exception cause)
    {
        IsTold = true;
        return Task.FromResult<Exception>(EngineException.Lost(endpoint.OriginalString, request, seen, cause));
    }

    public void Dispose()
    {
        lock (_gate) _isDisposed = true;
        asking.Dispose();
    }

    private async Task WatchAsync()
    {
        while (await IsWaitedForAsync())
        {
            if (await SilenceAsync() is { } seen) Lose(seen);
        }
    }

    private async Task<bool> IsWaitedForAsync()
    {
        await Task.Delay(Patience / 10, time, CancellationToken.None);
        lock (_gate) return _isWatching = _calls.Count > 0 && !_isDisposed;
    }

    /// <returns>What was seen of an engine that gave no sign of life; null of one that did.</returns>
    private async Task<string?> SilenceAsync()
    {
        var began = time.GetTimestamp();
        var seen = $"no sign of life within {FailureText.Duration(Patience)}";
        using var limit = new CancellationTokenSource(Patience, time);
        while (true)
        {
            try
            {
                await AskAsync().WaitAsync(limit.Token);
                return null;
            }
            catch (Exception) when (limit.IsCancellationRequested || _isDisposed)
            {
                return _isDisposed || Volatile.Read(ref _lastSign) > began ? null : seen;
            }
            catch (Exception e)
            {
                seen = e.GetBaseException().Message;
                await Task.Delay(Again, time, CancellationToken.None);
            }
        }
    }

    /// <summary>An answer that comes too late is a sign of life too: one that is slow is back with it.</summary>
    private async Task AskAsync()
    {
        using var limit = new CancellationTokenSource(2 * Limit, time); // longer than anybody waits for it, who says then what was seen
        await asking.System.PingAsync(limit.Token).WaitAsync(limit.Token);
        SeeSign();
    }

    private void Lose(string seen)
    {
        List<EngineCall> calls;
        lock (_gate)
        {
            _isLost = true;
            calls = [.. _calls];
        }

        foreach (var call in calls) call.Lose(seen);
    }
}
