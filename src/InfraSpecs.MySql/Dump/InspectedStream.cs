using System.IO.Pipelines;
using System.Security.Cryptography;

namespace InfraSpecs.MySql;

/// <summary>Writes through to another stream, which it does not own, and looks at what passes: at what is in it, where it is gzip.</summary>
internal sealed class InspectedStream : Stream
{
    private readonly Stream _output;
    private readonly StatementEnds? _mend;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Pipe _passing = new();
    private readonly Task<DumpVerdict> _look;
    private long _bytes;

    /// <param name="output">The other stream.</param>
    /// <param name="mend">Mends what passes; null to leave it as it is.</param>
    public InspectedStream(Stream output, StatementEnds? mend = null)
    {
        (_output, _mend) = (output, mend);
        _look = LookAsync(_passing.Reader);
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    /// <summary>The size of what was written.</summary>
    public override long Position { get => _bytes; set => throw new NotSupportedException(); }

    /// <summary>Of what was written.</summary>
    public string Sha256 => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>Ask when all has passed.</summary>
    public async Task<DumpVerdict> VerdictAsync(CancellationToken token)
    {
        if (_mend is not null) await PassAsync(_mend.Rest(), token);
        await _passing.Writer.CompleteAsync();
        return await _look;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        PassAsync(_mend?.Pass(buffer.Span) ?? buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Only asynchronous writes.");

    public override void Flush() => _output.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => _output.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await _passing.Writer.CompleteAsync();
        await _look;
        _hash.Dispose();
        await base.DisposeAsync();
    }

    private async ValueTask PassAsync(ReadOnlyMemory<byte> bytes, CancellationToken token)
    {
        _hash.AppendData(bytes.Span);
        _bytes += bytes.Length;
        await _output.WriteAsync(bytes, token);
        await _passing.Writer.WriteAsync(bytes, token);
    }

    private static async Task<DumpVerdict> LookAsync(PipeReader passing)
    {
        // A pipe whose reader is done lets its writer go on.
        await using var stream = passing.AsStream();
        return await DumpVerdict.ReadAsync(stream, CancellationToken.None);
    }
}
