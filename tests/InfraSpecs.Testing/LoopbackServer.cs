using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace InfraSpecs.Testing;

/// <summary>What a <see cref="LoopbackServer"/> answers.</summary>
public sealed record Answer(int Status, byte[] Body, params string[] Headers)
{
    /// <summary>What it says of its length; what is sent is <see cref="Body"/>.</summary>
    public long Length { get; init; } = Body.Length;

    /// <summary>Says nothing more after what it has sent, and does not hang up.</summary>
    public bool Stalls { get; init; }

    /// <summary>Does not even begin.</summary>
    public bool IsSilent { get; init; }

    public static Answer Json(string body) => new(200, Encoding.UTF8.GetBytes(body), "Content-Type: application/json");

    public static Answer Error(int status, string code, params string[] headers) => new(status, Encoding.UTF8.GetBytes($$"""{"errors":[{"code":"{{code}}","message":"it is so"}]}"""), headers);
}

/// <summary>A server of HTTP on this machine that answers as it is told, and keeps what it was asked.</summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly Func<string, string, Answer> _answer;
    private readonly Listener _listener;

    /// <param name="answer">The answer to a path, and to who asks: "Basic …" or "".</param>
    public LoopbackServer(Func<string, string, Answer> answer)
    {
        _answer = answer;
        _listener = new Listener(AnswerAsync);
    }

    /// <summary>Host and port.</summary>
    public string Address => _listener.Address;

    /// <summary>The paths, and who asked for each.</summary>
    public ConcurrentQueue<(string Path, string Who)> Asked { get; } = new();

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private async Task AnswerAsync(Socket client, int number, CancellationToken end)
    {
        await using var stream = new NetworkStream(client);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        while (await reader.ReadLineAsync(end) is { Length: > 0 } request)
        {
            var who = "";
            while (await reader.ReadLineAsync(end) is { Length: > 0 } line)
            {
                if (line.StartsWith("Authorization: ", StringComparison.OrdinalIgnoreCase)) who = line["Authorization: ".Length..];
            }

            var path = request.Split(' ')[1];
            Asked.Enqueue((path, who));
            var answer = _answer(path, who);
            if (!answer.IsSilent) await SendAsync(stream, answer, end);
            if (answer.Stalls || answer.IsSilent) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, end);
            if (answer.Length != answer.Body.Length) return;
        }
    }

    private static async Task SendAsync(NetworkStream stream, Answer answer, CancellationToken end)
    {
        var head = string.Join("\r\n", [$"HTTP/1.1 {answer.Status} Said", $"Content-Length: {answer.Length}", .. answer.Headers, "", ""]);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), end);
        await stream.WriteAsync(answer.Body, end);
    }
}
