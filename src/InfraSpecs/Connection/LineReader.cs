using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using Docker.DotNet;

namespace InfraSpecs;

/// <summary>Cuts an engine's stream of standard output and standard error into lines.</summary>
internal static class LineReader
{
    /// <summary>A longer line comes in pieces of this many bytes, so that a program that never ends its line does not fill the memory.</summary>
    public const int LongestLine = 1 << 20;

    private const int BufferSize = 1 << 16;

    public static async IAsyncEnumerable<LogLine> ReadAsync(
        MultiplexedStream stream, TimeProvider time, [EnumeratorCancellation] CancellationToken token)
    {
        // A read that waits for a silent container is ended by closing what it reads from.
        await using var closing = token.Register(stream.Dispose);
        var buffer = new byte[BufferSize];
        Pending output = new(LogChannel.Output), error = new(LogChannel.Error);
        var number = 0L;
        while (true)
        {
            var (count, target) = await ReadAsync(stream, buffer, token);
            if (count == 0) break;
            var arrived = time.GetUtcNow();
            var pending = target == MultiplexedStream.TargetStream.StandardError ? error : output;
            for (var start = 0; start < count;)
            {
                var (text, used) = pending.Take(buffer.AsSpan(start, count - start));
                start += used;
                if (text is not null) yield return new LogLine(++number, arrived, text, pending.Channel);
            }
        }

        foreach (var pending in new[] { output, error })
        {
            if (pending.Rest() is { } text) yield return new LogLine(++number, time.GetUtcNow(), text, pending.Channel);
        }
    }

    private static async ValueTask<(int Count, MultiplexedStream.TargetStream Target)> ReadAsync(
        MultiplexedStream stream, byte[] buffer, CancellationToken token)
    {
        try
        {
            var read = await stream.ReadOutputAsync(buffer, 0, buffer.Length, token);
            return (read.Count, read.Target);
        }
        catch (Exception e) when (e is not OperationCanceledException && token.IsCancellationRequested)
        {
            throw new OperationCanceledException("The log is no longer followed.", e, token);
        }
    }

    /// <summary>The beginning of a line whose end has not come yet.</summary>
    private sealed class Pending(LogChannel channel)
    {
        private readonly ArrayBufferWriter<byte> _beginning = new();
        private bool _cut;

        public LogChannel Channel => channel;

        /// <summary>The next line, if the bytes end it, and how many bytes were taken.</summary>
        public (string? Text, int Used) Take(ReadOnlySpan<byte> bytes)
        {
            var end = bytes.IndexOf((byte)'\n');
            if (end >= 0 && _beginning.WrittenCount == 0) return (EndOfPiece(end) ? null : Decode(bytes[..end]), end + 1);

            var room = LongestLine - _beginning.WrittenCount;
            var taken = Math.Min(end < 0 ? bytes.Length : end, room);
            _beginning.Write(bytes[..taken]);
            if (end >= 0 && taken == end) return (Rest() ?? "", end + 1);
            _cut = taken == room;
            return (_cut ? Rest() : null, taken);
        }

        /// <summary>What has come without an end; null if nothing has.</summary>
        public string? Rest()
        {
            if (_beginning.WrittenCount == 0) return null;
            var text = Decode(_beginning.WrittenSpan);
            _beginning.ResetWrittenCount();
            return text;
        }

        /// <summary>The end of a line whose last piece was as long as a piece may be is no line of its own.</summary>
        private bool EndOfPiece(int end)
        {
            var only = _cut && end == 0;
            _cut = false;
            return only;
        }

        // A terminal ends its lines with CR LF.
        private static string Decode(ReadOnlySpan<byte> line) => Encoding.UTF8.GetString(line is [.., (byte)'\r'] ? line[..^1] : line);
    }
}
