using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace InfraSpecs.Visualizer.Tests;

/// <summary>An engine at a Unix socket: it keeps what it is asked, and answers what it was given.</summary>
internal sealed class FakeEngine : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("visualizer-");
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource<NetworkStream> _followed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _accepting;

    public FakeEngine()
    {
        _listener.Bind(new UnixDomainSocketEndPoint(Socket));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    public string Socket => Path.Combine(_folder.FullName, "docker.sock");

    /// <summary>What it answers, by path: a status and a body.</summary>
    public ConcurrentDictionary<string, (string Status, string Body)> Answers { get; } = new()
    {
        ["/nodes"] = ("200 OK", Tests.Answers.Nodes),
        ["/services"] = ("200 OK", Tests.Answers.Services),
        ["/tasks"] = ("200 OK", Tests.Answers.Tasks),
    };

    /// <summary>The first line of each request.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Tells who follows events that something changed.</summary>
    public async Task TellAsync(CancellationToken token)
    {
        var follower = await _followed.Task.WaitAsync(token);
        await follower.WriteAsync("13\r\n{\"Type\":\"service\"}\n\r\n"u8.ToArray(), token);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _folder.Delete(recursive: true);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true) _ = ServeAsync(await _listener.AcceptAsync(_end.Token));
    }

    private async Task ServeAsync(Socket client)
    {
        await using var stream = new NetworkStream(client, ownsSocket: true);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(_end.Token) is { } request)
        {
            Asked.Enqueue(request);
            while (await reader.ReadLineAsync(_end.Token) is { Length: > 0 })
            {
            }

            var path = request.Split(' ')[1].Split('?')[0];
            if (path == "/events")
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray(), _end.Token);
                _followed.TrySetResult(stream);
                continue;
            }

            var (status, body) = Answers.GetValueOrDefault(path, ("404 Not Found", """{"message":"page not found"}"""));
            await stream.WriteAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"), _end.Token);
        }
    }
}
