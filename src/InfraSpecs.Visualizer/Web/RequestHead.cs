using System.Text;

namespace InfraSpecs.Visualizer;

/// <summary>The first line of a request, and the host that it was sent to. Nothing else of it matters here: there is no body to take, and no other header that changes an answer.</summary>
/// <param name="Method">"GET".</param>
/// <param name="Path">Without a query.</param>
/// <param name="Host">With a port where there is one; null where it says none.</param>
internal sealed record RequestHead(string Method, string Path, string? Host)
{
    private const int MostBytes = 16 << 10;

    /// <summary>Reads up to the empty line that ends the head.</summary>
    /// <param name="connection">Where from.</param>
    /// <param name="token">Ends it.</param>
    /// <returns>Null if the client went, or what it sent is no request, or one of more than 16 KiB.</returns>
    public static async Task<RequestHead?> ReadAsync(Stream connection, CancellationToken token)
    {
        var buffer = new byte[MostBytes];
        var length = 0;
        while (length < buffer.Length)
        {
            var count = await connection.ReadAsync(buffer.AsMemory(length), token);
            if (count == 0) return null;
            length += count;
            if (buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) >= 0) return Parse(buffer.AsSpan(0, length));
        }

        return null;
    }

    private static RequestHead? Parse(ReadOnlySpan<byte> head)
    {
        var lines = Encoding.ASCII.GetString(head[..head.IndexOf("\r\n\r\n"u8)]).Split("\r\n");
        var hosts = lines.Skip(1).Select(HostIn).OfType<string>().ToList();
        return lines[0].Split(' ') is [var method, ['/', ..] target, "HTTP/1.1" or "HTTP/1.0"] && hosts.Count <= 1
            ? new RequestHead(method, target.Split('?')[0], hosts.SingleOrDefault())
            : null;
    }

    /// <summary>A header whose name has blanks around it is taken for what it wants to be.</summary>
    private static string? HostIn(string line) =>
        line.IndexOf(':') is >= 0 and var colon && line[..colon].Trim().Equals("Host", StringComparison.OrdinalIgnoreCase) ? line[(colon + 1)..].Trim() : null;
}
