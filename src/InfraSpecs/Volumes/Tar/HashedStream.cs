using System.Security.Cryptography;

namespace InfraSpecs.Volumes;

/// <summary>An archive's bytes on their way in or out: counted, hashed, and the last of them kept.</summary>
internal sealed class HashedStream(Stream inner) : AsyncStream
{
    private const int Kept = 8;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _tail = new byte[Kept];
    private readonly byte[] _head = new byte[Kept];

    public override bool CanRead => inner.CanRead;

    public override bool CanWrite => inner.CanWrite;

    public long Count { get; private set; }

    /// <summary>The last eight bytes: of gzip, the checksum and the length of what it holds (RFC 1952, CRC32 and ISIZE).</summary>
    public ReadOnlySpan<byte> Tail => _tail;

    /// <summary>The first bytes, as people read them.</summary>
    public string Beginning => Convert.ToHexStringLower(_head.AsSpan(0, (int)Math.Min(Count, 4)));

    /// <summary>RFC 1952: ID1, ID2, and the only compression method there is.</summary>
    public bool BeginsAsGzip => Count > 2 && _head is [0x1f, 0x8b, 8, ..];

    /// <summary>Of all bytes so far.</summary>
    public string Sha256 => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        Add(buffer.Span[..count]);
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await inner.WriteAsync(buffer, cancellationToken);
        Add(buffer.Span);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public async Task DrainAsync(CancellationToken token)
    {
        var rest = new byte[ArchiveReader.BufferSize];
        while (await ReadAsync(rest, token) > 0)
        {
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _hash.Dispose();
        base.Dispose(disposing);
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        if (Count < Kept) bytes[..Math.Min(bytes.Length, Kept - (int)Count)].CopyTo(_head.AsSpan((int)Count));
        Count += bytes.Length;
        if (bytes.Length >= Kept)
        {
            bytes[^Kept..].CopyTo(_tail);
        }
        else
        {
            _tail.AsSpan(bytes.Length).CopyTo(_tail);
            bytes.CopyTo(_tail.AsSpan(Kept - bytes.Length));
        }
    }
}
