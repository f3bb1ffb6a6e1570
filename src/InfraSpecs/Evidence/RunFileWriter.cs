using System.Threading.Channels;

namespace InfraSpecs.Evidence;

/// <summary>
/// Appends lines to a run file. Who writes one does not wait for the disk: a task of its own masks secrets and writes what there is, so that the file of a killed process
/// lacks what happened in its last moment and no more. What comes faster than it can be written is counted, and the count is written. Verdicts are never among that.
/// </summary>
internal sealed class RunFileWriter : IAsyncDisposable
{
    private const int LinesInMemory = 4096;

    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(3);

    /// <summary>Kinds of which each line counts. There are a few of each spec.</summary>
    private static readonly HashSet<string> Needed = new(StringComparer.Ordinal) { "run", "spec", "phase", "verdict", "diag", "missing", "end" };

    private readonly Channel<(long At, string Kind, object Fields)> _lines = Channel.CreateUnbounded<(long, string, object)>(new UnboundedChannelOptions { SingleReader = true });

    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly Task _writing;
    private long _dropped;
    private int _waiting;

    /// <param name="file">Where; it is the writer's, and disposed of with it.</param>
    /// <param name="mask">Makes of a text one that may be written.</param>
    /// <param name="time">Where time comes from.</param>
    public RunFileWriter(Stream file, Func<string, string> mask, TimeProvider time)
    {
        (_time, _began) = (time, time.GetTimestamp());
        _writing = Task.Run(() => WriteAsync(file, new RunLine(mask)));
    }

    /// <summary>Why nothing is written any more; null while all is well.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Appends a line.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="fields">An object whose properties are the line's; it is not changed any more.</param>
    public void Write(string kind, object fields)
    {
        if (Volatile.Read(ref _waiting) >= LinesInMemory && !Needed.Contains(kind)) Interlocked.Increment(ref _dropped);
        else if (_lines.Writer.TryWrite((Now, kind, fields))) Interlocked.Increment(ref _waiting);
    }

    /// <summary>Milliseconds since the recording began.</summary>
    public long Now => (long)_time.GetElapsedTime(_began).TotalMilliseconds;

    /// <summary>Writes what is not yet written, within 3 s, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await Task.WhenAny(_writing, Task.Delay(EndsWithin, _time, CancellationToken.None));
    }

    private async Task WriteAsync(Stream file, RunLine line)
    {
        try
        {
            await using (file)
            {
                await FollowAsync(file, line);
            }
        }
        catch (Exception e)
        {
            // Whatever it is, it is told as such at the end of the run, and is no matter of any spec.
            Trouble = e.Message;
            _lines.Writer.TryComplete();
            // Nobody will ever write them, and each may be a container's output.
            while (_lines.Reader.TryRead(out _)) { }
        }
    }

    private async Task FollowAsync(Stream file, RunLine line)
    {
        while (await _lines.Reader.WaitToReadAsync())
        {
            while (_lines.Reader.TryRead(out var it))
            {
                Interlocked.Decrement(ref _waiting);
                await file.WriteAsync(line.Format(it.At, it.Kind, it.Fields));
            }

            if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var count) await file.WriteAsync(line.Format(Now, "dropped", new { count }));
            await file.FlushAsync();
        }
    }
}
