using Docker.DotNet.Handler.Abstractions;

namespace InfraSpecs;

/// <summary>What an engine sends, or a connection that was taken over: reading and writing end when the engine is lost.</summary>
/// <param name="inner">The transport's stream.</param>
/// <param name="call">Ends with this stream.</param>
/// <param name="owner">What holds the connection.</param>
internal sealed class WatchedStream(Stream inner, EngineCall call, IDisposable owner) : WriteClosableStream
{
    private volatile bool _isClosed;

    public override bool CanRead => inner.CanRead;

    public override bool CanWrite => inner.CanWrite;

    public override bool CanSeek => false;

    public override bool CanCloseWrite => inner is not WriteClosableStream { CanCloseWrite: false };

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // .NET's reader of archives asks for nothing at the end of an entry, and the transport takes the nothing that it gets for a lost connection.
        if (buffer.IsEmpty) return 0;
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, call.Lost);
        try
        {
            var count = await inner.ReadAsync(buffer, ends.Token);
            call.SeeSign();
            if (count == 0) call.Dispose();
            return count;
        }
        catch (Exception e) when (!_isClosed)
        {
            if (await call.LossFromAsync(e, cancellationToken) is { } loss) throw loss;
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

    /// <summary>A command that ends before it has read everything breaks the connection too: that is for the writer to judge.</summary>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, call.Lost);
        try
        {
            await inner.WriteAsync(buffer, ends.Token);
        }
        catch (OperationCanceledException e)
        {
            if (await call.LossFromAsync(e, cancellationToken) is { } loss) throw loss;
            throw;
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

    /// <summary>Where the transport cannot end one way alone, the whole connection ends.</summary>
    public override void CloseWrite()
    {
        if (inner is WriteClosableStream halves) halves.CloseWrite();
        else inner.Close();
    }

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _isClosed = true;
        call.Dispose();
        if (disposing)
        {
            inner.Dispose();
            owner.Dispose();
        }

        base.Dispose(disposing);
    }
}
