using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Docker.DotNet;

namespace InfraSpecs;

/// <summary>One connection, both ways, with each way's end handed on by itself. fixtures/images/probe/dial.c is the other side.</summary>
internal sealed class ForwardedConnection : IDisposable
{
    private const int BufferSize = 1 << 15;
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan OpenWithin = TimeSpan.FromSeconds(20);

    private readonly Socket _client;
    private readonly OpenExec _exec;
    private readonly StringBuilder _said = new();
    private long _received;

    private ForwardedConnection(Socket client, OpenExec exec) => (_client, _exec) = (client, exec);

    private string[] Said => _said.ToString().Split('\n');

    /// <summary>How many bytes the other side has sent in all; null while it may send more.</summary>
    private long? Sum => Said.FirstOrDefault(it => it.StartsWith("end ", StringComparison.Ordinal)) is { } end && _said[^1] == '\n'
        ? long.Parse(end.AsSpan(4), CultureInfo.InvariantCulture)
        : null;

    /// <returns>Null once the connection is over; a refusal if there never was one.</returns>
    public static async Task<ForwardRefusal?> RunAsync(Socket client, IForwardRoute route, CancellationToken stop)
    {
        var place = await route.NextAsync(stop);
        var exec = await place.OpenAsync(["dial", "127.0.0.1", Text(place.Port), Text(ConnectWithin.TotalMilliseconds)], OpenWithin, stop);
        using var connection = new ForwardedConnection(client, exec);
        await connection.RunAsync(stop);
        return connection.Said[0] == "connected" ? null : new ForwardRefusal(place.Where, Why(connection.Said[0], place.Port));
    }

    public void Dispose() => _exec.Dispose();

    private async Task RunAsync(CancellationToken stop)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await using var closing = both.Token.Register(_exec.Dispose);
        await Task.WhenAll(EndingAsync(SendAsync(both.Token), both), EndingAsync(ReceiveAsync(both.Token), both));
    }

    /// <summary>A way that comes to its proper end leaves the other one open; one that breaks does not.</summary>
    private static async Task EndingAsync(Task way, CancellationTokenSource both)
    {
        try
        {
            await way;
        }
        catch (Exception e) when (e is IOException or SocketException or HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            await both.CancelAsync();
        }
    }

    /// <summary>In pieces, each after its length; none of length 0 but the last.</summary>
    private async Task SendAsync(CancellationToken token)
    {
        var buffer = new byte[4 + BufferSize];
        int count;
        do
        {
            count = await _client.ReceiveAsync(buffer.AsMemory(4), token);
            BinaryPrimitives.WriteInt32BigEndian(buffer, count);
            await _exec.Stream.WriteAsync(buffer, 0, 4 + count, token);
        }
        while (count > 0);
    }

    private async Task ReceiveAsync(CancellationToken token)
    {
        var buffer = new byte[BufferSize];
        while (Sum != _received)
        {
            var read = await _exec.Stream.ReadOutputAsync(buffer, 0, buffer.Length, token);
            if (read.Count == 0) throw new IOException("The connection broke.");
            if (read.Target == MultiplexedStream.TargetStream.StandardError)
            {
                _said.Append(Encoding.ASCII.GetString(buffer, 0, read.Count));
                continue;
            }

            for (var sent = 0; sent < read.Count;) sent += await _client.SendAsync(buffer.AsMemory(sent, read.Count - sent), token);
            _received += read.Count;
        }

        _client.Shutdown(SocketShutdown.Send);
    }

    private static string Text(double number) => number.ToString("0", CultureInfo.InvariantCulture);

    private static string Why(string word, int port) => word switch
    {
        "refused" => $"127.0.0.1:{port} refused the connection; nobody listens there",
        "timeout" => $"127.0.0.1:{port} did not answer within {FailureText.Seconds(ConnectWithin)}",
        "" => "the connection ended before it was made",
        _ => $"127.0.0.1:{port} was not reached ({word})",
    };
}
