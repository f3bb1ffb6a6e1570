using System.Buffers.Binary;
using System.Text;
using Docker.DotNet;
using static Docker.DotNet.MultiplexedStream.TargetStream;

namespace InfraSpecs.Tests.Connection;

public sealed class LineReaderTests
{
    [Fact]
    public async Task Lines_are_numbered_and_keep_their_channel() => (await ReadAsync((StandardOut, "a\n"), (StandardError, "b\n"), (StandardOut, "c\n")))
        .Select(line => (line.Number, line.Text, line.Channel))
        .Should().Equal((1, "a", LogChannel.Output), (2, "b", LogChannel.Error), (3, "c", LogChannel.Output));

    [Fact]
    public async Task A_line_may_come_in_pieces_between_pieces_of_the_other_channel() =>
        (await ReadAsync((StandardOut, "hel"), (StandardError, "oo"), (StandardOut, "lo\nwor"), (StandardError, "ps\n"), (StandardOut, "ld\n")))
        .Select(line => line.Text).Should().Equal("hello", "oops", "world");

    [Fact]
    public async Task The_last_line_needs_no_end() =>
        (await ReadAsync((StandardOut, "a\nb"))).Select(line => line.Text).Should().Equal("a", "b");

    [Fact]
    public async Task Empty_lines_count() =>
        (await ReadAsync((StandardOut, "\n\na\n"))).Select(line => line.Text).Should().Equal("", "", "a");

    [Fact]
    public async Task A_terminals_carriage_return_is_no_part_of_the_line() =>
        (await ReadAsync((StandardOut, "a\r\nb\r"), (StandardOut, "\nc\rd\n"))).Select(line => line.Text).Should().Equal("a", "b", "c\rd");

    [Fact]
    public async Task A_character_cut_in_two_is_put_together()
    {
        var bytes = Encoding.UTF8.GetBytes("日本\n");
        (await ReadAsync((StandardOut, bytes[..2]), (StandardOut, bytes[2..]))).Single().Text.Should().Be("日本");
    }

    [Fact]
    public async Task A_line_without_end_comes_in_pieces_of_the_longest_length()
    {
        var most = LineReader.LongestLine;
        var lines = await ReadAsync((StandardOut, new string('x', most + 5) + "\n"), (StandardOut, new string('y', most) + "\nz\n"));
        lines.Select(line => (line.Text.Length, line.Text[0])).Should().Equal((most, 'x'), (5, 'x'), (most, 'y'), (1, 'z'));
    }

    [Fact]
    public async Task Cancelling_ends_a_read_that_waits()
    {
        using var caller = new CancellationTokenSource();
        using var silent = new MultiplexedStream(new SilentStream(), multiplexed: true);
        var reading = Task.Run(async () => { await foreach (var _ in LineReader.ReadAsync(silent, TimeProvider.System, caller.Token)) { } });
        await caller.CancelAsync();
        var ended = () => reading.WaitAsync(TimeSpan.FromSeconds(5));
        await ended.Should().ThrowAsync<OperationCanceledException>();
    }

    private static Task<List<LogLine>> ReadAsync(params (MultiplexedStream.TargetStream, string)[] frames) =>
        ReadAsync([.. frames.Select(frame => (frame.Item1, Encoding.UTF8.GetBytes(frame.Item2)))]);

    private static async Task<List<LogLine>> ReadAsync(params (MultiplexedStream.TargetStream Target, byte[] Bytes)[] frames)
    {
        var wire = new MemoryStream();
        foreach (var (target, bytes) in frames)
        {
            var header = new byte[8];
            header[0] = (byte)target;
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), bytes.Length);
            wire.Write(header);
            wire.Write(bytes);
        }

        wire.Position = 0;
        List<LogLine> lines = [];
        await foreach (var line in LineReader.ReadAsync(new MultiplexedStream(wire, multiplexed: true), TimeProvider.System, CancellationToken.None)) lines.Add(line);
        return lines;
    }

    /// <summary>A connection on which nothing comes.</summary>
    private sealed class SilentStream : MemoryStream
    {
        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return 0;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return 0;
        }
    }
}
