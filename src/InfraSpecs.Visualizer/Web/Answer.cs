using System.Text;

namespace InfraSpecs.Visualizer;

/// <summary>An answer, complete or with a body that follows bit by bit until the connection ends.</summary>
/// <param name="Status">"200 OK".</param>
/// <param name="Type">Its media type.</param>
/// <param name="Body">What it says; null if that follows.</param>
internal sealed record Answer(string Status, string Type, byte[]? Body)
{
    // The page has its own script and style, asks its own server, and nothing else; nobody frames it.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static Answer Plain(string status, string text) => new(status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text + "\n"));

    /// <summary>Sends it; the connection ends with each answer.</summary>
    /// <param name="connection">Where to.</param>
    /// <param name="withBody">False for HEAD.</param>
    /// <param name="token">Ends it.</param>
    public async Task SendAsync(Stream connection, bool withBody, CancellationToken token)
    {
        var length = Body is null ? "" : $"Content-Length: {Body.Length}\r\n";
        var head = $"HTTP/1.1 {Status}\r\nContent-Type: {Type}\r\n{length}Connection: close\r\nCache-Control: no-store\r\nContent-Security-Policy: {Policy}\r\n"
            + "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nCross-Origin-Resource-Policy: same-origin\r\n\r\n";
        await connection.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. withBody && Body is not null ? Body : []], token);
    }
}
