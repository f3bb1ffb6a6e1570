using System.Net;
using System.Net.Sockets;
using System.Text;

namespace InfraSpecs.Testing;

/// <summary>Accepts connections on this machine, and hands each to a test with its number, from 0 on. Its disposal ends what serves them.</summary>
public sealed class Listener : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;

    /// <summary>At a free port of the loopback address.</summary>
    public Listener(Func<Socket, int, CancellationToken, Task> serve) : this(new IPEndPoint(IPAddress.Loopback, 0), serve)
    {
    }

    /// <summary>At a Unix socket, or wherever a test wants it.</summary>
    public Listener(EndPoint at, Func<Socket, int, CancellationToken, Task> serve)
    {
        _socket = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        _socket.Bind(at);
        _socket.Listen();
        Address = $"{_socket.LocalEndPoint}";
        _accepting = AcceptAsync(serve);
    }

    /// <summary>Host and port, or the socket's path.</summary>
    public string Address { get; }

    /// <summary>One that answers each connection's request with a text, by the connection's number, and closes; null keeps silent.</summary>
    public static Listener Answering(Func<int, string?> answer) => new((client, number, end) => AnswerAsync(client, answer(number), end));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _socket.Dispose();
        // A connection may end later, with its client.
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task AnswerAsync(Socket client, string? answer, CancellationToken end)
    {
        if (answer is null) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, end);
        await client.ReceiveAsync(new byte[4096], end);
        if (answer is { Length: > 0 }) await client.SendAsync(Encoding.ASCII.GetBytes(answer), end);
        client.Shutdown(SocketShutdown.Both);
    }

    private async Task AcceptAsync(Func<Socket, int, CancellationToken, Task> serve)
    {
        for (var number = 0; ; number++) _ = ServeAsync(await _socket.AcceptAsync(_end.Token), number, serve);
    }

    private async Task ServeAsync(Socket client, int number, Func<Socket, int, CancellationToken, Task> serve)
    {
        using (client) await serve(client, number, _end.Token);
    }
}
