using System.Text.Json;
using System.Threading.Channels;

namespace InfraSpecs.Visualizer;

/// <summary>
/// The picture as it changes. Nodes and services are read when the engine tells of a change, tasks, of which it tells nothing, each
/// <see cref="TasksEach"/>; all of that for everybody together, and only while somebody watches.
/// </summary>
/// <param name="engine">Where it is read.</param>
/// <param name="time">By which clock.</param>
internal sealed class ClusterWatch(EngineApi engine, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan TasksEach = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan AllEach = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly HashSet<Channel<byte[]>> _watchers = [];
    private readonly Channel<bool> _events = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private CancellationTokenSource _end = new();
    private byte[]? _newest;
    private ClusterView _known = new();

    /// <summary>The picture now, as JSON.</summary>
    /// <param name="token">Ends the look-up.</param>
    public async Task<byte[]> ReadAsync(CancellationToken token) => Text(await LookAsync(null, token));

    /// <summary>The picture now, as JSON, and again whenever it has changed. Who is slow misses pictures, never the newest.</summary>
    /// <param name="token">Ends it.</param>
    public ChannelReader<byte[]> Watch(CancellationToken token)
    {
        var watcher = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_gate)
        {
            _watchers.Add(watcher);
            if (_newest is not null) watcher.Writer.TryWrite(_newest);
            if (_watchers.Count == 1) Begin();
        }

        token.Register(() => Leave(watcher));
        return watcher.Reader;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private void Begin()
    {
        _end = new CancellationTokenSource();
        _ = FollowAsync(_end.Token);
        _ = LoopAsync(_end.Token);
    }

    private void Leave(Channel<byte[]> watcher)
    {
        lock (_gate)
        {
            watcher.Writer.TryComplete();
            if (!_watchers.Remove(watcher) || _watchers.Count > 0) return;
            _end.Cancel();
            _newest = null;
        }
    }

    private void Publish(byte[] picture, CancellationToken end)
    {
        lock (_gate)
        {
            if (end.IsCancellationRequested || (_newest is not null && picture.AsSpan().SequenceEqual(_newest))) return;
            _newest = picture;
            foreach (var watcher in _watchers) watcher.Writer.TryWrite(picture);
        }
    }

    private async Task LoopAsync(CancellationToken end)
    {
        ClusterReading? last = null;
        long readAt = 0;
        while (!end.IsCancellationRequested)
        {
            var changed = _events.Reader.TryRead(out _);
            if (last is null || changed || time.GetElapsedTime(readAt) > AllEach) (last, readAt) = (null, time.GetTimestamp());
            try
            {
                last = await ReadingAsync(last, end);
                Publish(Text(_known = last.ToView()), end);
            }
            catch (EngineProblemException e)
            {
                last = null;
                Publish(Text(_known with { Problem = e.Message }), end);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await EventOrPauseAsync(end);
        }
    }

    private async Task<ClusterView> LookAsync(ClusterReading? last, CancellationToken token)
    {
        try
        {
            return (await ReadingAsync(last, token)).ToView();
        }
        catch (EngineProblemException e)
        {
            return _known with { Problem = e.Message };
        }
    }

    /// <summary>Services before tasks, so that no task is of a service that is not known yet.</summary>
    private async Task<ClusterReading> ReadingAsync(ClusterReading? last, CancellationToken token)
    {
        var nodes = last?.Nodes ?? await engine.ReadNodesAsync(token);
        var services = last?.Services ?? await engine.ReadServicesAsync(token);
        return new ClusterReading(nodes, services, await engine.ReadTasksAsync(token));
    }

    private async Task FollowAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                await engine.FollowAsync(Changed, Changed, end);
            }
            catch (Exception e) when (e is EngineProblemException or OperationCanceledException)
            {
                // Why the engine is not reached, the reading tells.
            }

            await PauseAsync(TimeSpan.FromSeconds(1), end);
        }

        void Changed() => _events.Writer.TryWrite(true);
    }

    private async Task EventOrPauseAsync(CancellationToken end)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end);
        await Task.WhenAny(_events.Reader.WaitToReadAsync(either.Token).AsTask(), PauseAsync(TasksEach, either.Token));
        await either.CancelAsync();
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken end) =>
        await Task.Delay(pause, time, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static byte[] Text(ClusterView view) => JsonSerializer.SerializeToUtf8Bytes(view, ViewJson.Default.ClusterView);
}
