using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace InfraSpecs.Images.Tests.Sources;

/// <summary>What a <see cref="LoopbackServer"/> answers.</summary>
internal sealed record Answer(int Status, byte[] Body, params string[] Headers)
{
    /// <summary>What it says of its length; what is sent is <see cref="Body"/>.</summary>
    public long Length { get; init; } = Body.Length;

    /// <summary>Says nothing more after what it has sent, and does not hang up.</summary>
    public bool Stalls { get; init; }

    /// <summary>Does not even begin.</summary>
    public bool IsSilent { get; init; }

    public static Answer Error(int status, string code, params string[] headers) => new(status, Encoding.UTF8.GetBytes($$"""{"errors":[{"code":"{{code}}","message":"it is so"}]}"""), headers);
}

/// <summary>A server on this machine that answers as it is told, and keeps what it was asked.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<string, string, Answer> _answer;
    private readonly Task _serving;

    /// <param name="answer">The answer to a path, and to who asks: "Basic …" or "".</param>
    public LoopbackServer(Func<string, string, Answer> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>The paths, and who asked for each.</summary>
    public ConcurrentQueue<(string Path, string Who)> Asked { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_end.IsCancellationRequested) _ = AnswerAsync(await _listener.AcceptTcpClientAsync(_end.Token));
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using var held = client;
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        while (await reader.ReadLineAsync(_end.Token) is { Length: > 0 } request)
        {
            var who = "";
            while (await reader.ReadLineAsync(_end.Token) is { Length: > 0 } line)
            {
                if (line.StartsWith("Authorization: ", StringComparison.OrdinalIgnoreCase)) who = line["Authorization: ".Length..];
            }

            var path = request.Split(' ')[1];
            Asked.Enqueue((path, who));
            var answer = _answer(path, who);
            if (!answer.IsSilent) await SendAsync(stream, answer);
            if (answer.Stalls || answer.IsSilent) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _end.Token);
            if (answer.Length != answer.Body.Length) return;
        }
    }

    private async Task SendAsync(NetworkStream stream, Answer answer)
    {
        var head = string.Join("\r\n", [$"HTTP/1.1 {answer.Status} Said", $"Content-Length: {answer.Length}", .. answer.Headers, "", ""]);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), _end.Token);
        await stream.WriteAsync(answer.Body, _end.Token);
    }
}
