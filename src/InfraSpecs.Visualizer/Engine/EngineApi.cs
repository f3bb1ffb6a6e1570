using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace InfraSpecs.Visualizer;

/// <summary>The engine's API at its socket. It is only ever asked: there is no verb here but GET.</summary>
/// <param name="socket">The path of the engine's Unix socket.</param>
internal sealed class EngineApi(string socket) : IDisposable
{
    private const string SwarmEvents = "/events?filters=%7B%22scope%22%3A%5B%22swarm%22%5D%7D";

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectCallback = (_, token) => ConnectAsync(socket, token),
    })
    {
        BaseAddress = new Uri("http://engine/"),
        Timeout = TimeSpan.FromSeconds(10),
        DefaultRequestVersion = HttpVersion.Version11,
    };

    /// <summary>All nodes.</summary>
    /// <exception cref="EngineProblemException">They cannot be read.</exception>
    public Task<NodeFacts[]> ReadNodesAsync(CancellationToken token) => ReadAsync("/nodes", FactsJson.Default.NodeFactsArray, token);

    /// <summary>All services.</summary>
    /// <exception cref="EngineProblemException">They cannot be read.</exception>
    public Task<ServiceFacts[]> ReadServicesAsync(CancellationToken token) => ReadAsync("/services", FactsJson.Default.ServiceFactsArray, token);

    /// <summary>All tasks that the managers remember, also those that ended.</summary>
    /// <exception cref="EngineProblemException">They cannot be read.</exception>
    public Task<TaskFacts[]> ReadTasksAsync(CancellationToken token) => ReadAsync("/tasks", FactsJson.Default.TaskFactsArray, token);

    /// <summary>Follows the events of the cluster: nodes and services that appear, change and go. Tasks have none.</summary>
    /// <param name="connected">Called when they are followed, and so none is missed from here on.</param>
    /// <param name="changed">Called for each.</param>
    /// <param name="token">Ends it.</param>
    /// <returns>When the engine ended the stream.</returns>
    /// <exception cref="EngineProblemException">They cannot be followed.</exception>
    public Task FollowAsync(Action connected, Action changed, CancellationToken token) => AskAsync(SwarmEvents, async answer =>
    {
        connected();
        using var lines = new StreamReader(await answer.ReadAsStreamAsync(token));
        while (await lines.ReadLineAsync(token) is not null) changed();
        return true;
    }, token);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private Task<T> ReadAsync<T>(string path, JsonTypeInfo<T> shape, CancellationToken token) => AskAsync(path, async answer =>
    {
        await using var body = await answer.ReadAsStreamAsync(token);
        return await JsonSerializer.DeserializeAsync(body, shape, token) ?? throw EngineProblemException.Refused("null");
    }, token);

    private async Task<T> AskAsync<T>(string path, Func<HttpContent, Task<T>> read, CancellationToken token)
    {
        try
        {
            using var answer = await _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, token);
            if (!answer.IsSuccessStatusCode) throw EngineProblemException.Refused(await WordsAsync(answer, token));
            return await read(answer.Content);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw EngineProblemException.Unreachable(socket, e);
        }
        catch (OperationCanceledException e) when (!token.IsCancellationRequested)
        {
            throw EngineProblemException.Unreachable(socket, e);
        }
        catch (JsonException e)
        {
            throw new EngineProblemException("The engine's answer was not understood; it may be too old. API 1.40 or later is needed.", e);
        }
    }

    private static async Task<string> WordsAsync(HttpResponseMessage answer, CancellationToken token)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(token);
        return (await JsonSerializer.DeserializeAsync(body, FactsJson.Default.Refusal, token))?.Message ?? $"HTTP {(int)answer.StatusCode}";
    }

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken token)
    {
        var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await connection.ConnectAsync(new UnixDomainSocketEndPoint(path), token);
            return new NetworkStream(connection, ownsSocket: true);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
