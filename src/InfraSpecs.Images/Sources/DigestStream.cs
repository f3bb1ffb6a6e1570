using System.Security.Cryptography;

namespace InfraSpecs.Images.Sources;

/// <summary>Counts and digests what is read of a stream; the stream stays open.</summary>
/// <param name="stream">It.</param>
/// <param name="algorithm">Of the digest.</param>
internal sealed class DigestStream(Stream stream, HashAlgorithmName algorithm) : PassingStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(algorithm);

    /// <summary>How many bytes were read.</summary>
    public long Count { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await stream.ReadAsync(buffer, cancellationToken);
        Count += count;
        _hash.AppendData(buffer.Span[..count]);
        return count;
    }

    /// <summary>Reads what is left, and says what the digest of the whole is.</summary>
    public async Task<string> EndAsync(CancellationToken token)
    {
        await CopyToAsync(Null, 1 << 16, token);
        return $"{(algorithm == HashAlgorithmName.SHA512 ? "sha512" : "sha256")}:{Convert.ToHexStringLower(_hash.GetCurrentHash())}";
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _hash.Dispose();
        base.Dispose(disposing);
    }
}
