namespace InfraSpecs.Images.Sources;

/// <summary>A stream whose first bytes were looked at, and are read as if they had not been; the stream stays open.</summary>
internal sealed class PeekedStream : PassingStream
{
    private readonly Stream _stream;
    private ReadOnlyMemory<byte> _left;

    private PeekedStream(Stream stream, ReadOnlyMemory<byte> head) => (_stream, Head, _left) = (stream, head, head);

    /// <summary>The first bytes; fewer than were asked for where there are no more.</summary>
    public ReadOnlyMemory<byte> Head { get; }

    public static async Task<PeekedStream> OpenAsync(Stream stream, int length, CancellationToken token)
    {
        var head = new byte[length];
        var count = await stream.ReadAtLeastAsync(head, length, throwOnEndOfStream: false, token);
        return new PeekedStream(stream, head.AsMemory(0, count));
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left.IsEmpty) return _stream.ReadAsync(buffer, cancellationToken);
        var count = Math.Min(_left.Length, buffer.Length);
        _left[..count].CopyTo(buffer);
        _left = _left[count..];
        return ValueTask.FromResult(count);
    }
}
