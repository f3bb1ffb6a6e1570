using System.Text;

namespace InfraSpecs.Visualizer;

/// <summary>The first line of a request. Nothing else of it matters here: there is no body to take, and no header that changes an answer.</summary>
/// <param name="Method">"GET".</param>
/// <param name="Path">Without a query.</param>
internal sealed record RequestHead(string Method, string Path)
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
        var line = Encoding.ASCII.GetString(head[..head.IndexOf("\r\n"u8)]).Split(' ');
        return line is [var method, ['/', ..] target, "HTTP/1.1" or "HTTP/1.0"] ? new RequestHead(method, target.Split('?')[0]) : null;
    }
}
