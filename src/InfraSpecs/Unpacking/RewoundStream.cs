using InfraSpecs.Volumes;

namespace InfraSpecs.Unpacking;

/// <summary>A stream whose first bytes were looked at, and are read as if they had not been.</summary>
internal sealed class RewoundStream : AsyncStream
{
    private readonly Stream _stream;
    private ReadOnlyMemory<byte> _left;

    private RewoundStream(Stream stream, ReadOnlyMemory<byte> head) => (_stream, Head, _left) = (stream, head, head);

    /// <summary>The first bytes; fewer than were asked for where there are no more.</summary>
    public ReadOnlyMemory<byte> Head { get; }

    public override bool CanRead => true;

    public override bool CanWrite => false;

    /// <param name="stream">The stream, which is not closed.</param>
    /// <param name="length">How many bytes are looked at.</param>
    /// <param name="token">Ends the look.</param>
    public static async Task<RewoundStream> OpenAsync(Stream stream, int length, CancellationToken token)
    {
        var head = new byte[length];
        var count = await stream.ReadAtLeastAsync(head, length, throwOnEndOfStream: false, token);
        return new RewoundStream(stream, head.AsMemory(0, count));
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
