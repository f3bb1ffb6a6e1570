using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace InfraSpecs.Extensibility;

/// <summary>
/// A port of this machine's 127.0.0.1 behind which a port of a container, a service or a node is. Each connection goes through the engine's API, so that it works wherever the engine is. One that
/// cannot be made is closed at once, and <see cref="LastRefusal"/> says why. Disposing closes all.
/// </summary>
public sealed class PortForward : IAsyncDisposable
{
    private const int MostDoublings = 6;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);

    private readonly Lock _gate = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<CancellationToken, ValueTask<Socket>> _accept;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<Task> _connections = [];
    private readonly IForwardRoute _route;
    private readonly Task _accepting;

    /// <summary>Opens a port of this machine that the system chooses.</summary>
    /// <param name="route">From where its connections are made; disposed with the forward.</param>
    public PortForward(IForwardRoute route)
        : this(route, null, TimeProvider.System)
    {
    }

    internal PortForward(IForwardRoute route, Func<CancellationToken, ValueTask<Socket>>? accept, TimeProvider time)
    {
        (_route, _accept, _time) = (route, accept ?? _listener.AcceptSocketAsync, time);
        _listener.Start();
        Endpoint = new Uri($"http://{_listener.LocalEndpoint}/");
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Where it is reached from this machine: "http://127.0.0.1:40123/"; host and port serve for any protocol over TCP.</summary>
    public Uri Endpoint { get; }

    /// <summary>Why the last connection that failed could not be made: "echo.2 on worker01: 127.0.0.1:81 refused the connection"; null if none failed.</summary>
    public string? LastRefusal { get; private set; }

    /// <summary>Closes the port and its connections, and removes what carried them.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        Task[] connections;
        lock (_gate) connections = [.. _connections];
        await Task.WhenAll(connections);
        await _route.DisposeAsync();
    }

    private async Task AcceptAsync()
    {
        for (var failures = 0; !_stop.IsCancellationRequested;)
        {
            try
            {
                Carry(await _accept(_stop.Token));
                failures = 0;
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or InvalidOperationException && _stop.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException e)
            {
                // One that was gone before it was taken; or this machine takes none any more, as without a free file.
                if (!_stop.IsCancellationRequested) LastRefusal = $"{_route}: this machine takes no connection: {e.Message}";
                await PauseAsync(failures++);
            }
        }
    }

    private async Task PauseAsync(int failures) =>
        await Task.Delay(FirstPause * (1 << Math.Min(failures, MostDoublings)), _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private void Carry(Socket client)
    {
        lock (_gate)
        {
            var connection = CarryAsync(client);
            _connections.RemoveWhere(it => it.IsCompleted);
            _connections.Add(connection);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever ends a connection is what the forward is there to tell.")]
    private async Task CarryAsync(Socket client)
    {
        await Task.Yield();
        using (client)
        {
            try
            {
                if (await ForwardedConnection.RunAsync(client, _route, _stop.Token) is { } refusal) LastRefusal = refusal;
            }
            catch (Exception e)
            {
                if (!_stop.IsCancellationRequested) LastRefusal = $"{_route}: {e.Message.Split('\n')[0]}";
            }
        }
    }
}
