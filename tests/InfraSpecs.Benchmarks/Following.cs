using System.Buffers.Binary;
using Docker.DotNet;

namespace InfraSpecs.Benchmarks;

/// <summary>A million lines off the engine's multiplexed stream, a frame for each line as the engine sends them.</summary>
internal static class Following
{
    private const int Lines = 1_000_000;

    public static async Task<IReadOnlyList<Row>> RunAsync(Engine engine, CancellationToken token)
    {
        _ = engine;
        await CutAsync(token); // to be compiled
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (seconds, most) = await CutAsync(token);
        var bare = await ReadAsync(token);
        var growth = Math.Max(0.01, (most - before) / 1e6);
        return
        [
            new("lines off the stream", Math.Round(Lines / seconds), Math.Round(Lines / bare), "lines/s", ">= 200,000 lines/s", Lines / seconds >= 200_000,
                "1,000,000 lines of 60 bytes; the floor reads the same frames and cuts nothing"),
            new("memory that following 1,000,000 lines holds", Math.Round(growth, 2), 60, "MB", "constant: <= 4 MB", growth <= 4,
                "live bytes at 10 collections on the way, at most; the floor is the size of the lines"),
        ];
    }

    private static async Task<(double Seconds, long MostLive)> CutAsync(CancellationToken token)
    {
        using var stream = new MultiplexedStream(new LinesOnTheWire(Lines), multiplexed: true);
        var started = TimeProvider.System.GetTimestamp();
        var collecting = TimeSpan.Zero;
        var most = 0L;
        var count = 0;
        await foreach (var line in LineReader.ReadAsync(stream, TimeProvider.System, token))
        {
            if (++count % (Lines / 10) != 0) continue;
            var pause = TimeProvider.System.GetTimestamp();
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
            collecting += TimeProvider.System.GetElapsedTime(pause);
        }

        if (count != Lines) throw new InvalidDataException($"{count} lines came of {Lines}.");
        return ((TimeProvider.System.GetElapsedTime(started) - collecting).TotalSeconds, most);
    }

    private static async Task<double> ReadAsync(CancellationToken token)
    {
        using var stream = new MultiplexedStream(new LinesOnTheWire(Lines), multiplexed: true);
        var buffer = new byte[1 << 16];
        var started = TimeProvider.System.GetTimestamp();
        while ((await stream.ReadOutputAsync(buffer, 0, buffer.Length, token)).Count > 0)
        {
        }

        return TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>The frames of a log, made as they are read, so that they take no memory.</summary>
    private sealed class LinesOnTheWire(int lines) : Stream
    {
        private readonly byte[] _frame = Frame();
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => (long)lines * _frame.Length;

        public override long Position { get => _position; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var total = (int)Math.Min(buffer.Length, Length - _position);
            for (var written = 0; written < total;)
            {
                var offset = (int)(_position % _frame.Length);
                var count = Math.Min(_frame.Length - offset, total - written);
                _frame.AsSpan(offset, count).CopyTo(buffer[written..]);
                written += count;
                _position += count;
            }

            return total;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Task.FromResult(Read(buffer.AsSpan(offset, count)));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private static byte[] Frame()
        {
            var frame = new byte[68];
            frame[0] = 1;
            BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), 60);
            frame.AsSpan(8).Fill((byte)'x');
            frame[^1] = (byte)'\n';
            return frame;
        }
    }
}
