using System.Net;
using System.Net.Sockets;
using System.Text;

namespace InfraSpecs.EngineSpecs.Connection;

/// <summary>Stands before an engine's socket. It passes everything, or falls silent without closing anything, or cuts every connection.</summary>
internal sealed class EngineProxy : IAsyncDisposable
{
    private readonly Listener _listener;
    private readonly List<Socket> _open = [];
    private readonly Uri _engine;
    private readonly TaskCompletionSource _fell = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource? _silence;
    private volatile bool _isCut;
    private volatile string? _silentFrom;
    private (string Request, TimeSpan By)? _slow;

    public EngineProxy(Engine engine)
    {
        _engine = engine.Endpoint;
        _listener = new Listener((client, _, _) => RelayAsync(client));
    }

    public Uri Endpoint => new($"tcp://{_listener.Address}");

    /// <summary>Ends when it has fallen silent for the first time.</summary>
    public Task Silent => _fell.Task;

    /// <summary>No byte passes any more, in either direction.</summary>
    public void FallSilent()
    {
        _silence ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _fell.TrySetResult();
    }

    /// <summary>The same, as soon as a request comes that has this in it.</summary>
    public void FallSilentFrom(string request) => _silentFrom = request;

    /// <summary>A request that has this in it is passed later, until everything passes again.</summary>
    public void SlowDown(string request, TimeSpan by) => _slow = (request, by);

    public void Cut()
    {
        _isCut = true;
        lock (_open) _open.ForEach(it => it.Dispose());
    }

    /// <summary>Passes everything again.</summary>
    public void Pass()
    {
        (_isCut, _silentFrom, _slow) = (false, null, null);
        Interlocked.Exchange(ref _silence, null)?.SetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        Cut();
        Interlocked.Exchange(ref _silence, null)?.SetResult();
    }

    private async Task RelayAsync(Socket here)
    {
        using var there = _engine.Scheme == "unix"
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        lock (_open) _open.AddRange([here, there]);
        if (_isCut) return;
        try
        {
            await there.ConnectAsync(_engine.Scheme == "unix" ? new UnixDomainSocketEndPoint(_engine.LocalPath) : new DnsEndPoint(_engine.Host, _engine.Port));
            await Task.WhenAll(CopyAsync(here, there), CopyAsync(there, here));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return; // one side has ended
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[1 << 16];
        while (await from.ReceiveAsync(buffer) is > 0 and var count)
        {
            if (_silentFrom is { } request && Encoding.Latin1.GetString(buffer, 0, count).Contains(request, StringComparison.Ordinal)) FallSilent();
            if (_slow is (var slow, var by) && Encoding.Latin1.GetString(buffer, 0, count).Contains(slow, StringComparison.Ordinal)) await Task.Delay(by, TimeProvider.System);
            if (_silence is { } silence) await silence.Task;
            await to.SendAsync(buffer.AsMemory(0, count));
        }

        if (_silence is { } still) await still.Task;
        to.Shutdown(SocketShutdown.Send);
    }
}
