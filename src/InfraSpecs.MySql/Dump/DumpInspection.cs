using System.Security.Cryptography;
using System.Text;

namespace InfraSpecs.MySql;

/// <summary>Looks at a dump that passes by: its size, its checksum, and whether it has the end that the dump programs write last.</summary>
internal sealed class DumpInspection : IDisposable
{
    private const string Trailer = "-- Dump completed";
    private const int TailKept = 512;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _tail = [];

    public long Bytes { get; private set; }

    /// <summary>Why this is not a whole dump; null if it is. Ask when all of it has passed.</summary>
    public string? Problem => Bytes == 0 ? "it is empty"
        : LastLine.StartsWith(Trailer, StringComparison.Ordinal) ? null
        : $"it does not end with \"{Trailer}\", as a whole dump does, but with \"{Shortened(LastLine)}\"";

    private string LastLine => Encoding.UTF8.GetString(_tail).TrimEnd('\n', '\r', ' ').Split('\n')[^1].TrimEnd('\r');

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        Bytes += bytes.Length;
        byte[] seen = [.. _tail, .. bytes.Length > TailKept ? bytes[^TailKept..] : bytes];
        _tail = seen.Length > TailKept ? seen[^TailKept..] : seen;
    }

    public string Sha256() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public void Dispose() => _hash.Dispose();

    private static string Shortened(string line) => line.Length <= 80 ? line : line[..80] + "…";
}
