using System.Buffers;
using System.Globalization;
using System.Text;

namespace InfraSpecs;

/// <summary>Reads one answer of HTTP/1.1 (RFC 9112) whose connection ends with it, as far as a probe wants to know it: status, two headers, how the body begins, and whether
/// it is whole.</summary>
internal static class HttpResponseReader
{
    private const int MostOfHead = 1 << 14;
    private const int BodyStart = 128;
    private static readonly byte[] LastChunk = "0\r\n\r\n"u8.ToArray();

    public static HttpSample Read(Stream stream, HttpProbeOptions options)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MostOfHead);
        try
        {
            return Read(stream, buffer, options);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static HttpSample Read(Stream stream, byte[] buffer, HttpProbeOptions options)
    {
        var (have, head) = (0, -1);
        while (head < 0)
        {
            var count = have < buffer.Length ? stream.Read(buffer.AsSpan(have)) : 0;
            if (count == 0) return Failed(have == 0 ? HttpFailure.Closed : HttpFailure.Broken);
            have += count;
            head = buffer.AsSpan(0, have).IndexOf("\r\n\r\n"u8);
        }

        var text = Encoding.Latin1.GetString(buffer, 0, head + 2);
        if (!text.StartsWith("HTTP/1.", StringComparison.Ordinal) || text.Length < 12 || !int.TryParse(text.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status)) return Failed(HttpFailure.Broken);
        var chunked = Header(text, "Transfer-Encoding")?.EndsWith("chunked", StringComparison.OrdinalIgnoreCase) == true;
        var left = !chunked && long.TryParse(Header(text, "Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : (long?)null;

        var body = head + 4;
        var (kept, whole) = ReadBody(stream, buffer, body, have, left, chunked);
        return new HttpSample
        {
            DueAt = default,
            Latency = default,
            Status = status,
            Failure = whole ? HttpSample.FailureOf(status) : HttpFailure.Broken,
            Replica = Header(text, options.ReplicaHeader),
            Proxy = Header(text, options.ProxyHeader),
            BodyStart = Start(buffer.AsSpan(body, kept), chunked),
        };
    }

    /// <returns>How many of its first bytes are in the buffer, and whether it is whole: as long as it was said to be, or ended by its last chunk, or by the connection's end.</returns>
    private static (int Kept, bool Whole) ReadBody(Stream stream, byte[] buffer, int from, int have, long? left, bool chunked)
    {
        left -= have - from;
        var tail = new byte[LastChunk.Length];
        KeepTail(buffer.AsSpan(from, have - from));
        var kept = Math.Min(have - from, BodyStart);
        while (left is not <= 0)
        {
            // What comes after the beginning is read over and over into the same place.
            var into = Math.Min(from + kept, buffer.Length - 1);
            var count = stream.Read(buffer.AsSpan(into));
            if (count == 0) return (kept, left is null && (!chunked || tail.AsSpan().SequenceEqual(LastChunk)));
            KeepTail(buffer.AsSpan(into, count));
            kept = Math.Min(kept + count, BodyStart);
            left -= count;
        }

        return (kept, true);

        void KeepTail(ReadOnlySpan<byte> bytes)
        {
            var taken = bytes[^Math.Min(bytes.Length, tail.Length)..];
            tail.AsSpan(taken.Length).CopyTo(tail);
            taken.CopyTo(tail.AsSpan(tail.Length - taken.Length));
        }
    }

    /// <summary>Of a body in chunks the first one, without its length.</summary>
    private static string? Start(ReadOnlySpan<byte> bytes, bool chunked)
    {
        if (chunked && bytes.IndexOf("\r\n"u8) is >= 0 and var line)
        {
            var size = int.TryParse(bytes[..line], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var said) ? said : 0;
            bytes = bytes[(line + 2)..];
            bytes = bytes[..Math.Min(size, bytes.Length)];
        }

        return bytes.Length == 0 ? null : Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Names are matched without regard to case.</summary>
    private static string? Header(string head, string name)
    {
        for (var line = head.IndexOf("\r\n", StringComparison.Ordinal); line >= 0 && line + 2 < head.Length; line = head.IndexOf("\r\n", line + 2, StringComparison.Ordinal))
        {
            var rest = head.AsSpan(line + 2);
            if (rest.Length > name.Length && rest[name.Length] == ':' && rest.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                rest = rest[(name.Length + 1)..];
                return rest[..rest.IndexOf("\r\n", StringComparison.Ordinal)].Trim().ToString();
            }
        }

        return null;
    }

    private static HttpSample Failed(HttpFailure failure) => new() { DueAt = default, Latency = default, Failure = failure };
}
