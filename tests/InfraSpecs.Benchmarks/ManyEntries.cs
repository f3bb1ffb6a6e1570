using System.Globalization;
using System.Text;

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

    private bool Next()
    {
        if (_written == entries) return false;
        Array.Clear(_records);
        Text(0, string.Create(CultureInfo.InvariantCulture, $"folder{_written / PerFolder:D4}/file{_written % PerFolder:D4}"));
        Text(100, "0000644\00000000\00000000\0");
        Text(124, $"00000000{Convert.ToString(ContentLength, 8)}");
        Text(136, Convert.ToString(1_600_000_000L + _written, 8));
        Text(148, "        0");
        Text(257, "ustar\000");
        // No two contents are the same.
        Text(RecordSize, _written.ToString(CultureInfo.InvariantCulture));
        var sum = 0;
        for (var i = 0; i < RecordSize; i++) sum += _records[i];
        Text(148, Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ");
        (_written, _at) = (_written + 1, 0);
        return true;
    }

    private void Text(int at, string text) => Encoding.ASCII.GetBytes(text, _records.AsSpan(at));
}
