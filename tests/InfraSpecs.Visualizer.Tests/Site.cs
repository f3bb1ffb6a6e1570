using System.Net;
using System.Net.Sockets;

namespace InfraSpecs.Visualizer.Tests;

/// <summary>The visualizer, in this process, of an engine that is none.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly EngineApi _api;
    private readonly ClusterWatch _watch;
    private readonly WebServer _server;
    private readonly Task _serving;

    public Site(string? hosts = null)
    {
        _api = new EngineApi(Engine.Socket);
        _watch = new ClusterWatch(_api, TimeProvider.System);
        _server = new WebServer(new IPEndPoint(IPAddress.Loopback, 0), _watch, new OwnHosts(hosts), TimeProvider.System);
        _serving = _server.RunAsync(_end.Token);
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_server.Port}/") };
    }

    public FakeEngine Engine { get; } = new();

    public HttpClient Client { get; }

    /// <summary>What it answers to bytes that are no request of a client's.</summary>
    public async Task<string> SendAsync(byte[] bytes, CancellationToken token)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _server.Port, token);
        await client.GetStream().WriteAsync(bytes, token);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(token);
    }

    /// <summary>Follows the pictures.</summary>
    public async Task<Feed> FollowAsync(CancellationToken token) => new(new StreamReader(await Client.GetStreamAsync("events", token)));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _end.CancelAsync();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _server.Dispose();
        _watch.Dispose();
        _api.Dispose();
        await Engine.DisposeAsync();
        _end.Dispose();
    }
}

/// <summary>Pictures as they come.</summary>
internal sealed class Feed(StreamReader lines) : IDisposable
{
    public async Task<string> NextAsync(CancellationToken token)
    {
        while (await lines.ReadLineAsync(token) is { } line)
        {
            if (line.StartsWith("data: {", StringComparison.Ordinal)) return line["data: ".Length..];
        }

        throw new EndOfStreamException();
    }

    public void Dispose() => lines.Dispose();
}
