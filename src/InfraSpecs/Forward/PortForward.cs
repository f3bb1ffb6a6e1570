using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace InfraSpecs.Extensibility;

/// <summary>A connection that a forward could not make.</summary>
/// <param name="From">From where it was tried: "echo.2 on worker01".</param>
/// <param name="Why">What was seen there: "127.0.0.1:81 refused the connection".</param>
public sealed record ForwardRefusal(string From, string Why)
{
    /// <inheritdoc/>
    public override string ToString() => $"{From}: {Why}";
}

/// <summary>
/// A port of this machine's 127.0.0.1 behind which a port of a container, a service or a node is. Each connection goes through the engine's API, so that it works wherever the engine is. One that
/// cannot be made is closed at once, and <see cref="LastRefusal"/> says why. Disposing closes all.
/// </summary>
public sealed class PortForward : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<Task> _connections = [];
    private readonly IForwardRoute _route;
    private readonly Task _accepting;

    /// <summary>Opens a port of this machine that the system chooses.</summary>
    /// <param name="route">From where its connections are made; disposed with the forward.</param>
    public PortForward(IForwardRoute route)
    {
        _route = route;
        _listener.Start();
        Endpoint = new Uri($"http://{_listener.LocalEndpoint}/");
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Where it is reached from this machine: "http://127.0.0.1:40123/"; host and port serve for any protocol over TCP.</summary>
    public Uri Endpoint { get; }

    /// <summary>Why the last connection that failed could not be made; null if none failed.</summary>
    public ForwardRefusal? LastRefusal { get; private set; }

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
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Carry(await _listener.AcceptSocketAsync(_stop.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // One that was gone before it was taken; or the end.
            }
        }
    }

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
                if (!_stop.IsCancellationRequested) LastRefusal = new ForwardRefusal(_route.ToString()!, e.Message.Split('\n')[0]);
            }
        }
    }
}
