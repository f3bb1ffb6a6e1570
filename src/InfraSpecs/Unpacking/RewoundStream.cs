using InfraSpecs.Internal;

namespace InfraSpecs.Unpacking;

/// <summary>A stream whose first bytes were looked at, and are read as if they had not been.</summary>
internal sealed class RewoundStream : AsyncStream
{
    private readonly Stream _stream;
    private readonly bool _closes;
    private ReadOnlyMemory<byte> _left;

    private RewoundStream(Stream stream, ReadOnlyMemory<byte> head, bool closes) => (_stream, Head, _left, _closes) = (stream, head, head, closes);

    /// <summary>The first bytes; fewer than were asked for where there are no more.</summary>
    public ReadOnlyMemory<byte> Head { get; }

    public override bool CanRead => true;

    public override bool CanWrite => false;

    /// <param name="stream">The stream.</param>
    /// <param name="length">How many bytes are looked at.</param>
    /// <param name="closes">Close the stream with this one.</param>
    /// <param name="token">Ends the look.</param>
    public static async Task<RewoundStream> OpenAsync(Stream stream, int length, bool closes, CancellationToken token)
    {
        var head = new byte[length];
        var count = await stream.ReadAtLeastAsync(head, length, throwOnEndOfStream: false, token);
        return new RewoundStream(stream, head.AsMemory(0, count), closes);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left.IsEmpty) return _stream.ReadAsync(buffer, cancellationToken);
        var count = Math.Min(_left.Length, buffer.Length);
        _left[..count].CopyTo(buffer);
        _left = _left[count..];
        return ValueTask.FromResult(count);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_closes) await _stream.DisposeAsync();
        await base.DisposeAsync();
    }
}
