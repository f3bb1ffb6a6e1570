using InfraSpecs.Internal;

namespace InfraSpecs.Unpacking;

/// <summary>
/// Hands gzip's bytes to the framework's reader so that one sees where that reader is when they end: it takes the end of its source for
/// the end of the data, wherever that is, and ignores whatever follows the data. So the zeros at the end, which may be padding, are held
/// back and given singly, and behind them comes a byte that no member begins with. Between two members a reader ends at such a byte; within one it
/// takes it and asks for more.
/// </summary>
/// <param name="source">The bytes; it is not closed.</param>
internal sealed class GzipSource(Stream source) : AsyncStream
{
    // No footer has more of them.
    private const int GivenSingly = 16;
    private const byte NoMember = 0xFF;

    private readonly byte[] _chunk = new byte[1 << 16];
    private ReadOnlyMemory<byte> _ready;
    private long _zerosBefore;
    private long _zerosHeld;
    private bool _ended;
    private int _askedForEnd;
    private int _asked;

    /// <summary>The reader has seen the last byte that is not zero, and asked for more.</summary>
    public bool IsRead => _asked > 0;

    /// <summary>The reader wanted to go on behind the end.</summary>
    public bool IsCut => _askedForEnd > 1;

    /// <summary>The reader was given what is behind the end.</summary>
    public bool HasEnded => _askedForEnd > 0;

    public override bool CanRead => true;

    public override bool CanWrite => false;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_zerosBefore == 0 && _ready.IsEmpty && !_ended) await FillAsync(cancellationToken);
        if (_zerosBefore > 0) return Zeros(ref _zerosBefore, buffer);
        if (!_ready.IsEmpty) return Ready(buffer);
        _asked++;
        if (_zerosHeld > 0) return Zeros(ref _zerosHeld, _asked > GivenSingly ? buffer : buffer[..1]);
        if (_askedForEnd++ > 0) return 0;
        buffer.Span[0] = NoMember;
        return 1;
    }

    private async Task FillAsync(CancellationToken token)
    {
        var count = await source.ReadAsync(_chunk, token);
        _ended = count == 0;
        var filled = _chunk.AsSpan(0, count).LastIndexOfAnyExcept((byte)0) + 1;
        if (filled > 0) (_zerosBefore, _zerosHeld, _ready) = (_zerosHeld, 0, _chunk.AsMemory(0, filled));
        _zerosHeld += count - filled;
    }

    private int Ready(Memory<byte> buffer)
    {
        var count = Math.Min(_ready.Length, buffer.Length);
        _ready[..count].CopyTo(buffer);
        _ready = _ready[count..];
        return count;
    }

    private static int Zeros(ref long left, Memory<byte> buffer)
    {
        var count = (int)Math.Min(left, buffer.Length);
        buffer.Span[..count].Clear();
        left -= count;
        return count;
    }
}
