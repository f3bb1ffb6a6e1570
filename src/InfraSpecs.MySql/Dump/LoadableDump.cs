using System.Text;

namespace InfraSpecs.MySql;

/// <summary>
/// Reads a dump so that every client takes it. MariaDB's dumps begin with a line that puts its own client into a sandbox
/// (https://mariadb.org/mariadb-dump-file-compatibility-change/); others take it for a statement and fail.
/// </summary>
internal sealed class LoadableDump : Stream
{
    private const string Sandbox = "/*M!999999\\- enable the sandbox mode */";
    private readonly Stream _dump;
    private ReadOnlyMemory<byte> _beginning;

    private LoadableDump(Stream dump, ReadOnlyMemory<byte> beginning) => (_dump, _beginning) = (dump, beginning);

    public DumpInspection Inspection { get; } = new();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => Inspection.Bytes; set => throw new NotSupportedException(); }

    /// <param name="dump">The dump, which stays open.</param>
    /// <param name="token">Ends the reading of its first line.</param>
    public static async Task<LoadableDump> OpenAsync(Stream dump, CancellationToken token)
    {
        var buffer = new byte[256];
        ReadOnlyMemory<byte> read = buffer.AsMemory(0, await dump.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, token));
        var isSandboxed = Encoding.ASCII.GetString(read.Span).StartsWith(Sandbox, StringComparison.Ordinal);
        return new LoadableDump(dump, isSandboxed ? read[Sandbox.Length..] : read);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count;
        if (_beginning.IsEmpty)
        {
            count = await _dump.ReadAsync(buffer, cancellationToken);
        }
        else
        {
            count = Math.Min(_beginning.Length, buffer.Length);
            _beginning[..count].CopyTo(buffer);
            _beginning = _beginning[count..];
        }

        Inspection.Append(buffer.Span[..count]);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Only asynchronous reads.");

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) Inspection.Dispose();
        base.Dispose(disposing);
    }
}
