using System.Buffers;
using System.Globalization;
using System.Text;

namespace InfraSpecs;

/// <summary>
/// Reads one answer of HTTP/1.1 (RFC 9112) whose connection ends with it, as far as a probe wants to know it: status, two headers, how the body begins, and whether it is whole.
/// What the RFC lets a reader refuse counts as broken: another client may read it otherwise. .NET's client would do, but costs more than a probe may (docs/benchmarks.md).
/// </summary>
internal static class HttpResponseReader
{
    private const int LongestLine = 1 << 14;
    private const int MostInterim = 16;
    private const int MostTrailers = 256;

    public static HttpSample Read(Stream stream, HttpProbeOptions options)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(LongestLine);
        try
        {
            var bytes = new AnswerBytes(stream, buffer);
            return Read(ref bytes, options);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static HttpSample Read(ref AnswerBytes bytes, HttpProbeOptions options)
    {
        HttpAnswerHead head = default;
        for (var count = 0; count == 0 || head.IsInterim; count++)
        {
            if (count == MostInterim || !HttpAnswerHead.TryRead(ref bytes, options, out head)) return Failed(bytes.HasSome ? HttpFailure.Broken : HttpFailure.Closed);
        }

        var kept = new BodyBeginning();
        var whole = head.HasNoBody || (head.IsChunked ? TryPassChunks(ref bytes, ref kept) : bytes.TryPass(head.Length, ref kept));
        return new HttpSample
        {
            DueAt = default,
            Latency = default,
            Status = head.Status,
            Failure = whole ? HttpSample.FailureOf(head.Status) : HttpFailure.Broken,
            Replica = head.Replica,
            Proxy = head.Proxy,
            BodyStart = kept.Bytes.Length == 0 ? null : Encoding.UTF8.GetString(kept.Bytes),
        };
    }

    private static bool TryPassChunks(ref AnswerBytes bytes, ref BodyBeginning kept)
    {
        while (true)
        {
            if (!bytes.TryLine(out var line, mayEndBare: false) || !TryReadSize(line, out var size)) return false;
            if (size == 0) return TryPassTrailers(ref bytes);
            if (!bytes.TryPass(size, ref kept) || !bytes.TryLine(out line, mayEndBare: false) || !line.IsEmpty) return false;
        }
    }

    /// <summary>Digits, and extensions after a semicolon, which nobody here understands.</summary>
    private static bool TryReadSize(ReadOnlySpan<byte> line, out long size)
    {
        var digits = line.IndexOf((byte)';') is >= 0 and var extension ? line[..extension].TrimEnd(" \t"u8) : line;
        return long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out size) && size >= 0;
    }

    private static bool TryPassTrailers(ref AnswerBytes bytes)
    {
        for (var count = 0; count < MostTrailers; count++)
        {
            if (!bytes.TryLine(out var line, mayEndBare: true)) return false;
            if (line.IsEmpty) return true;
            if (line.IndexOf((byte)':') <= 0) return false;
        }

        return false;
    }

    private static HttpSample Failed(HttpFailure failure) => new() { DueAt = default, Latency = default, Failure = failure };
}
