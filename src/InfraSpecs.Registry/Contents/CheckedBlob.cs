using System.Security.Cryptography;

namespace InfraSpecs.Registry;

/// <summary>A blob as it streams, which must be what the manifest says: of that size, and of that digest. What is not breaks off with the reason.</summary>
/// <param name="http">The registry that it comes from.</param>
/// <param name="body">It.</param>
/// <param name="blob">What the manifest says of it.</param>
/// <param name="what">As an error calls it: "blob sha256:… of example/echo".</param>
internal sealed class CheckedBlob(RegistryHttp http, Stream body, ContentDescriptor blob, string what) : Stream
{
    private readonly IncrementalHash? _hash = AlgorithmOf(blob.Digest) is { } algorithm ? IncrementalHash.CreateHash(algorithm) : null;
    private long _count;

    /// <summary>What was wrong; null if nothing was so far.</summary>
    public RegistryException? Problem { get; private set; }

    /// <summary>Its digest can be made out here.</summary>
    public bool IsJudged => _hash is not null;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => blob.Size;

    public override long Position
    {
        get => _count;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await http.WithinAsync(null, async linked => await body.ReadAsync(buffer, linked), http.Within, cancellationToken);
        _count += count;
        _hash?.AppendData(buffer.Span[..count]);
        if (_count > blob.Size) throw Wrong($"it has more than the {RegistryBody.Size(blob.Size)} that the manifest says");
        if (count > 0) return count;
        if (_count < blob.Size) throw Wrong($"it has {RegistryBody.Size(_count)}, and the manifest says {RegistryBody.Size(blob.Size)}");
        if (_hash is not null && Convert.ToHexStringLower(_hash.GetHashAndReset()) is var hex && hex != blob.Digest.Split(':')[1])
        {
            throw Wrong($"its content has the digest {blob.Digest.Split(':')[0]}:{hex}");
        }
        return 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash?.Dispose();
            body.Dispose();
        }

        base.Dispose(disposing);
    }

    private RegistryException Wrong(string why) => Problem = RegistryException.NotUnderstood(http.Name, what, $"({why})");

    private static HashAlgorithmName? AlgorithmOf(string digest) => digest.Split(':')[0] switch
    {
        "sha256" => HashAlgorithmName.SHA256,
        "sha384" => HashAlgorithmName.SHA384,
        "sha512" => HashAlgorithmName.SHA512,
        _ => null,
    };
}
