using System.Buffers.Binary;
using System.IO.Compression;

namespace InfraSpecs.Volumes;

/// <summary>
/// The tar inside an archive, as a stream that is verified while it is read. It ends only if all was good: an archive that is cut, changed
/// or dangerous makes a read throw, so that whoever consumes it never mistakes a part for the whole.
/// </summary>
internal sealed class ArchiveReader : AsyncStream
{
    public const int BufferSize = 1 << 17;

    private readonly string _name;
    private readonly string? _expectedSha256;
    private readonly HashedStream _source;
    private readonly GZipStream _gzip;
    private readonly ArchiveRules _rules;
    private readonly TarWalker _walker;
    private readonly byte[] _ahead = new byte[BufferSize];
    private Crc32 _crc;
    private ReadOnlyMemory<byte> _waiting;
    private bool _ended;

    public ArchiveReader(Stream archive, string name, string? expectedSha256)
    {
        (_name, _expectedSha256) = (name, expectedSha256);
        _source = new HashedStream(archive);
        _gzip = new GZipStream(_source, CompressionMode.Decompress, leaveOpen: true);
        _rules = new ArchiveRules((problem, what) => Wrong(problem, what));
        _walker = new TarWalker(_rules);
    }

    /// <summary>What a read found wrong: who consumes the stream may wrap or lose the exception.</summary>
    public VolumeArchiveException? Failure { get; private set; }

    public ArchiveRules Rules => _rules;

    public override bool CanRead => true;

    public override bool CanWrite => false;

    public static string NameOf(Stream archive) => archive is FileStream file ? file.Name : "The archive";

    /// <summary>Reads as far as to the first entry, which names the folder that the archive is of; what was read waits for its reader.</summary>
    public async Task<string> ReadFolderAsync(CancellationToken token)
    {
        while (_rules.Root is null)
        {
            // Long names come in headers of their own, before the first entry, but no name is as long as the buffer.
            var room = _ahead.AsMemory(_waiting.Length);
            if (room.IsEmpty) throw Wrong(VolumeArchiveProblem.Damaged, "it begins with a header that has no end");
            var count = await VerifiedAsync(room, token);
            _waiting = _ahead.AsMemory(0, _waiting.Length + count);
        }

        return _rules.Folder;
    }

    public async Task<VolumeArchive> ReadToEndAsync(CancellationToken token)
    {
        var buffer = new byte[BufferSize];
        while (await ReadAsync(buffer, token) > 0)
        {
        }

        return Verified();
    }

    /// <summary>What is known of the archive once its end was read.</summary>
    public VolumeArchive Verified() => _ended
        ? new VolumeArchive(_name, _rules.Folder, _rules.Entries, _rules.ContentBytes, _source.Count, _source.Sha256)
        : throw new InvalidOperationException("The archive was not read to its end.");

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_waiting.IsEmpty) return VerifiedAsync(buffer, cancellationToken);
        var count = Math.Min(buffer.Length, _waiting.Length);
        _waiting[..count].CopyTo(buffer);
        _waiting = _waiting[count..];
        return ValueTask.FromResult(count);
    }

    private async ValueTask<int> VerifiedAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (Failure is not null) throw Failure;
        if (_ended || buffer.Length == 0) return 0;
        try
        {
            var count = await _gzip.ReadAsync(buffer, cancellationToken);
            if (count == 0) await EndAsync(cancellationToken);
            _crc.Add(buffer.Span[..count]);
            _walker.Feed(buffer.Span[..count]);
            return count;
        }
        catch (TarBrokenException e)
        {
            throw Wrong(VolumeArchiveProblem.Damaged, e.Message, e);
        }
        catch (InvalidDataException e)
        {
            throw !_source.BeginsAsGzip
                ? Wrong(VolumeArchiveProblem.NotGzip, $"it does not begin as gzip does, but with {_source.Beginning}", e)
                : Wrong(VolumeArchiveProblem.Damaged, "its compressed data or their checksum are not what was written", e);
        }
    }

    /// <summary>Not by Dispose: a HTTP client disposes what it has sent, and here it is read on to its end after that.</summary>
    public override async ValueTask DisposeAsync()
    {
        await _gzip.DisposeAsync();
        await _source.DisposeAsync();
        await base.DisposeAsync();
    }

    private async Task EndAsync(CancellationToken token)
    {
        if (_source.Count == 0) throw Wrong(VolumeArchiveProblem.Empty, "it is empty");
        await _source.DrainAsync(token);
        // GZipStream takes the end of its source for the end of the data, wherever that is, without looking at a checksum then, and ignores
        // what follows the end of the data.
        if (!_walker.HasEnded) throw Wrong(VolumeArchiveProblem.Truncated, _rules.LastEntry is { } entry ? $"it ends early, in or after {entry}" : "it ends before its first entry");
        if (BinaryPrimitives.ReadUInt32LittleEndian(_source.Tail[4..]) != (uint)_walker.Offset)
        {
            throw Wrong(VolumeArchiveProblem.Truncated, "its gzip footer is cut off, or other bytes follow it");
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(_source.Tail) != _crc.Value)
        {
            throw Wrong(VolumeArchiveProblem.Damaged, "its content does not have the checksum that its gzip footer says");
        }

        if (_rules.Root is null) throw Wrong(VolumeArchiveProblem.NotOneFolder, "it holds no entry, not even the volume's folder");
        if (_expectedSha256 is not null && !_expectedSha256.Equals(_source.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw Wrong(VolumeArchiveProblem.ChecksumMismatch, $"its SHA-256 is {_source.Sha256}, and {_expectedSha256.ToLowerInvariant()} is expected");
        }

        _ended = true;
    }

    private VolumeArchiveException Wrong(VolumeArchiveProblem problem, string what, Exception? inner = null) =>
        Failure = new VolumeArchiveException(_name, problem, what, _rules.LastEntry, _walker.Offset, _source.Count, inner);
}
