using System.Text;
using Docker.DotNet;

namespace InfraSpecs.Cleanup;

/// <summary>
/// A connection to a reaper, through the engine's own. The reaper knows by it that this process lives: when the process ends, however it does, the engine sees the connection
/// end, and closes the input of the command that carries it.
/// </summary>
internal sealed class ReaperHold : IDisposable
{
    /// <summary>How often the reaper is asked whether it is there, so that nothing on the way takes the connection for idle, and one that is lost is noticed.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    private readonly OpenExec _exec;
    private readonly TimeProvider _time;
    private readonly byte[] _buffer = new byte[256];
    private readonly Queue<string> _lines = new();
    private string _rest = "";

    private ReaperHold(OpenExec exec, TimeProvider time) => (_exec, _time) = (exec, time);

    /// <summary>Connects, and tells filters.</summary>
    /// <param name="client">The engine.</param>
    /// <param name="container">The reaper's container; it must run.</param>
    /// <param name="filters">As Ryuk has them: "label=name=value".</param>
    /// <param name="time">Where time comes from.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="IOException">It ended, or the reaper does not take a filter.</exception>
    /// <exception cref="DockerApiException">The engine refused.</exception>
    public static async Task<ReaperHold> OpenAsync(IDockerClient client, string container, IReadOnlyCollection<string> filters, TimeProvider time, CancellationToken token)
    {
        var hold = new ReaperHold(await OpenExec.StartAsync(client, container, [ReaperImage.Program, "hold"], token), time);
        try
        {
            await hold.TellAsync(filters, token);
            return hold;
        }
        catch
        {
            hold.Dispose();
            throw;
        }
    }

    /// <summary>Tells filters again, since there may be more now, and ends when the connection does, when the reaper does not answer, or with the token.</summary>
    public async Task UntilItEndsAsync(IReadOnlyCollection<string> filters, CancellationToken token)
    {
        try
        {
            await TellAsync(filters, token);
            for (var said = HearAsync(token); ; said = HearAsync(token))
            {
                using var beat = CancellationTokenSource.CreateLinkedTokenSource(token);
                await Task.WhenAny(said, Task.Delay(Beat, _time, beat.Token));
                await beat.CancelAsync();
                if (!said.IsCompleted) await WriteAsync("", token);
                await said.WaitAsync(AnswerWithin, _time, token);
            }
        }
        catch (Exception e) when (e is IOException or TimeoutException or OperationCanceledException or ObjectDisposedException)
        {
            return; // as said
        }
    }

    public void Dispose() => _exec.Dispose();

    private async Task TellAsync(IReadOnlyCollection<string> filters, CancellationToken token)
    {
        foreach (var filter in filters)
        {
            if (await SayAsync(filter, token) is not "ACK") throw new IOException("it does not reach the engine's socket in its container");
        }
    }

    private async Task<string> SayAsync(string line, CancellationToken token)
    {
        await WriteAsync(line, token);
        return await HearAsync(token).WaitAsync(AnswerWithin, _time, token);
    }

    private Task WriteAsync(string line, CancellationToken token)
    {
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        return _exec.Stream.WriteAsync(bytes, 0, bytes.Length, token);
    }

    private async Task<string> HearAsync(CancellationToken token)
    {
        while (_lines.Count == 0)
        {
            var read = await _exec.Stream.ReadOutputAsync(_buffer, 0, _buffer.Length, token);
            if (read.EOF) throw new IOException("the connection to it ended");
            var parts = (_rest + Encoding.UTF8.GetString(_buffer, 0, read.Count)).Split('\n');
            foreach (var line in parts[..^1]) _lines.Enqueue(line);
            _rest = parts[^1];
        }

        return _lines.Dequeue();
    }
}
