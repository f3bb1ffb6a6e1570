using System.Globalization;
using System.Text.Unicode;

namespace InfraSpecs.Benchmarks;

/// <summary>A layer with many files, which is written while it is read.</summary>
internal sealed class ManyEntries(int entries) : Stream
{
    public const int ContentLength = 100;

    private const int RecordSize = 512;
    private const int PerFolder = 1000;
    private readonly byte[] _records = new byte[2 * RecordSize];
    private int _written;
    private int _at = 2 * RecordSize;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_at == _records.Length && !Next()) return 0;
        var count = Math.Min(buffer.Length, _records.Length - _at);
        _records.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // Makes no objects: they would be measured too.
    private bool Next()
    {
        if (_written == entries) return false;
        Array.Clear(_records);
        Utf8.TryWrite(_records, CultureInfo.InvariantCulture, $"folder{_written / PerFolder:D4}/file{_written % PerFolder:D4}", out _);
        "0000644\00000000\00000000\0"u8.CopyTo(_records.AsSpan(100));
        Octal(124, 11, ContentLength);
        Octal(136, 11, 1_600_000_000L + _written);
        "        0"u8.CopyTo(_records.AsSpan(148));
        "ustar\000"u8.CopyTo(_records.AsSpan(257));
        // No two contents are the same.
        Utf8.TryWrite(_records.AsSpan(RecordSize), CultureInfo.InvariantCulture, $"{_written}", out _);
        var sum = 0;
        for (var i = 0; i < RecordSize; i++) sum += _records[i];
        Octal(148, 6, sum);
        _records[154] = 0;
        (_written, _at) = (_written + 1, 0);
        return true;
    }

    private void Octal(int at, int digits, long value)
    {
        for (var i = at + digits - 1; i >= at; i--, value >>= 3) _records[i] = (byte)('0' + (value & 7));
    }
}
