using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace InfraSpecs.Visualizer.Tests;

/// <summary>An engine at a Unix socket: it keeps what it is asked, and answers what it was given.</summary>
internal sealed class FakeEngine : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Listener _listener;
    private readonly TaskCompletionSource<NetworkStream> _followed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FakeEngine() => _listener = new Listener(new UnixDomainSocketEndPoint(Socket), (client, _, end) => ServeAsync(client, end));

    public string Socket => _folder.At("docker.sock");

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
        await _listener.DisposeAsync();
        _folder.Dispose();
    }

    private async Task ServeAsync(Socket client, CancellationToken end)
    {
        await using var stream = new NetworkStream(client);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(end) is { } request)
        {
            Asked.Enqueue(request);
            while (await reader.ReadLineAsync(end) is { Length: > 0 })
            {
            }

            var path = request.Split(' ')[1].Split('?')[0];
            if (path == "/events")
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray(), end);
                _followed.TrySetResult(stream);
                continue;
            }

            var (status, body) = Answers.GetValueOrDefault(path, ("404 Not Found", """{"message":"page not found"}"""));
            await stream.WriteAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"), end);
        }
    }
}
