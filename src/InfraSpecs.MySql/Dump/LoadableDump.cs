using System.Text;

namespace InfraSpecs.MySql;

/// <summary>
/// Reads a dump, plain or gzip, so that every client takes it. MariaDB's dumps begin with a line that puts its own client into a sandbox
/// (https://mariadb.org/mariadb-dump-file-compatibility-change/); others take it for a statement and fail. mysqldump's may end a routine
/// within a comment.
/// </summary>
internal sealed class LoadableDump : Stream
{
    private const string Sandbox = "/*M!999999\\- enable the sandbox mode */";
    private readonly Stream _dump;
    private readonly StatementEnds _mend = new();
    private readonly byte[] _buffer = new byte[1 << 16];
    private ReadOnlyMemory<byte> _ready;
    private bool _ended;

    private LoadableDump(Stream dump, ReadOnlyMemory<byte> beginning) => (_dump, _ready) = (dump, _mend.Pass(beginning.Span));

    public DumpInspection Inspection { get; } = new();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => Inspection.Bytes; set => throw new NotSupportedException(); }

    /// <param name="dump">The dump, which stays open.</param>
    /// <param name="token">Ends the reading of its first line.</param>
    /// <exception cref="UnpackingException">It is compressed otherwise than by gzip.</exception>
    public static async Task<LoadableDump> OpenAsync(Stream dump, CancellationToken token)
    {
        var content = await UnpackedFile.OpenAsync(dump, token);
        var buffer = new byte[256];
        ReadOnlyMemory<byte> read = buffer.AsMemory(0, await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, token));
        var isSandboxed = Encoding.ASCII.GetString(read.Span).StartsWith(Sandbox, StringComparison.Ordinal);
        return new LoadableDump(content, isSandboxed ? read[Sandbox.Length..] : read);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_ready.IsEmpty && !_ended) await FillAsync(cancellationToken);
        var count = Math.Min(_ready.Length, buffer.Length);
        _ready[..count].CopyTo(buffer);
        _ready = _ready[count..];
        Inspection.Append(buffer.Span[..count]);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Only asynchronous reads.");

    /// <summary>What was found of it, when all of it was read; what was not read yet is.</summary>
    public async Task<DumpVerdict> VerdictAsync(CancellationToken token)
    {
        await CopyToAsync(Null, token);
        return DumpVerdict.Judge(Inspection);
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await _dump.DisposeAsync();
        await base.DisposeAsync();
    }

    private async Task FillAsync(CancellationToken token)
    {
        var count = await _dump.ReadAsync(_buffer, token);
        _ended = count == 0;
        _ready = _ended ? _mend.Rest() : _mend.Pass(_buffer.AsSpan(0, count));
    }
}
