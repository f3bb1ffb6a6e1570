using InfraSpecs.Internal;
using InfraSpecs.Unpacking;

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
    private readonly ArchiveRules _rules;
    private readonly TarWalker _walker;
    private readonly byte[] _ahead = new byte[BufferSize];
    private Stream? _tar;
    private ReadOnlyMemory<byte> _waiting;
    private bool _ended;

    public ArchiveReader(Stream archive, string name, string? expectedSha256, bool isUnpacked = false)
    {
        (_name, _expectedSha256) = (name, expectedSha256);
        _source = new HashedStream(archive);
        _rules = new ArchiveRules((problem, what, advice) => Wrong(problem, what, advice), isUnpacked);
        _walker = new TarWalker(_rules);
    }

    /// <summary>What a read found wrong: who consumes the stream may wrap or lose the exception.</summary>
    public VolumeException? Failure { get; private set; }

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
        ? VolumeArchive.Read(_name, _rules, _source)
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
            _tar ??= await OpenAsync(cancellationToken);
            var count = await _tar.ReadAsync(buffer, cancellationToken);
            if (count == 0) await EndAsync(cancellationToken);
            else Look(buffer.Span[..count]);
            return count;
        }
        catch (TarBrokenException e)
        {
            throw Wrong(VolumeArchiveProblem.Damaged, e.Message, inner: e);
        }
        catch (UnpackingException e) when (e.IsCut)
        {
            await _source.DrainAsync(cancellationToken);
            ThrowIfEarly();
            throw Wrong(VolumeArchiveProblem.Truncated, "its gzip footer is cut off, or other bytes follow it", inner: e);
        }
        catch (UnpackingException e)
        {
            throw Wrong(VolumeArchiveProblem.Damaged, e.Why, inner: e);
        }
    }

    /// <summary>Not by Dispose: a HTTP client disposes what it has sent, and here it is read on to its end after that.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (_tar is { } open) await open.DisposeAsync();
        await _source.DisposeAsync();
        await base.DisposeAsync();
    }

    private async Task<Stream> OpenAsync(CancellationToken token)
    {
        var archive = await RewoundStream.OpenAsync(_source, FileForm.HeadLength, closes: false, token);
        var head = archive.Head;
        if (head.IsEmpty) throw Wrong(VolumeArchiveProblem.Empty, "it is empty");
        var form = FileForm.Of(head.Span);
        if (form == FileForm.Tar) return archive;
        if (form == FileForm.Gzip || FileForm.Gzip.Mark.AsSpan().StartsWith(head.Span)) return new GzipReader(archive);
        throw form is null
            ? Wrong(VolumeArchiveProblem.NotGzip, $"it does not begin as gzip does, but with {Convert.ToHexStringLower(head.Span[..Math.Min(4, head.Length)])}")
            : Wrong(VolumeArchiveProblem.NotGzip, $"it is {form.Name}, and not the gzip or the plain tar that is read here", form.Advice);
    }

    private void Look(ReadOnlySpan<byte> tar)
    {
        if (_walker.Offset == 0 && FileForm.Of(tar) is { } form && form != FileForm.Tar)
        {
            throw Wrong(VolumeArchiveProblem.NotOneFolder, $"what is in its gzip is no tar, but {form.Name}", form.Advice);
        }

        _walker.Feed(tar);
    }

    private void ThrowIfEarly()
    {
        if (_walker.HasEnded) return;
        throw Wrong(VolumeArchiveProblem.Truncated, _rules.LastEntry is { } entry ? $"it ends early, in or after {entry}" : "it ends before its first entry");
    }

    private async Task EndAsync(CancellationToken token)
    {
        await _source.DrainAsync(token);
        ThrowIfEarly();
        if (_rules.Root is null) throw Wrong(VolumeArchiveProblem.NotOneFolder, "it holds no entry, not even the volume's folder");
        if (_expectedSha256 is not null && !_expectedSha256.Equals(_source.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw Wrong(VolumeArchiveProblem.ChecksumMismatch, $"its SHA-256 is {_source.Sha256}, and {_expectedSha256.ToLowerInvariant()} is expected");
        }

        _ended = true;
    }

    private VolumeException Wrong(VolumeArchiveProblem problem, string what, string? advice = null, Exception? inner = null) =>
        Failure = VolumeException.ArchiveInvalid(_name, problem, what, _rules.LastEntry, _walker.Offset, _source.Count, advice, inner);
}
