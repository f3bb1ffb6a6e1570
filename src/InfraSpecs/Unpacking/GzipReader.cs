using System.IO.Compression;
using InfraSpecs.Internal;

namespace InfraSpecs.Unpacking;

/// <summary>
/// What is in gzip (RFC 1952): one member or several, as pigz, bgzip and cat make them, with zeros behind them or not. Its end is an end
/// only if the last member was whole.
/// </summary>
/// <param name="packed">The gzip's bytes; it is not closed.</param>
internal sealed class GzipReader(Stream packed) : AsyncStream
{
    private readonly GzipSource _source = new(packed);
    private GZipStream? _content;

    public override bool CanRead => true;

    public override bool CanWrite => false;

    private GZipStream Content => _content ??= new GZipStream(_source, CompressionMode.Decompress, leaveOpen: true);

    /// <exception cref="UnpackingException">The gzip is cut or damaged, or other bytes follow it.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var count = await Content.ReadAsync(buffer, cancellationToken);
            // What the byte behind the end was unpacked to is no content.
            if (count > 0 && _source.HasEnded) throw UnpackingException.Cut();
            if (count == 0 && buffer.Length > 0) ThrowUnlessWhole();
            return count;
        }
        catch (InvalidDataException) when (_source.HasEnded)
        {
            throw UnpackingException.Cut();
        }
        catch (InvalidDataException e)
        {
            throw UnpackingException.Damaged(e);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (_content is { } open) await open.DisposeAsync();
        await base.DisposeAsync();
    }

    private void ThrowUnlessWhole()
    {
        if (_source.IsCut) throw UnpackingException.Cut();
        if (!_source.IsRead) throw UnpackingException.Followed();
    }
}
