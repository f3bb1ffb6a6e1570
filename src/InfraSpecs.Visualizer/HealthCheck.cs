using System.Net.Sockets;

namespace InfraSpecs.Visualizer;

/// <summary>What HEALTHCHECK runs: whether the server in this container answers. Why a cluster cannot be read is no reason to start the
/// container anew: the page tells it.</summary>
internal static class HealthCheck
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(5);

    /// <summary>Asks for /healthz.</summary>
    /// <param name="port">The server's port on this machine.</param>
    /// <returns>An exit code: 0 if it answers as it should, else 1.</returns>
    public static async Task<int> RunAsync(int port)
    {
        using var deadline = new CancellationTokenSource(Within);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port, deadline.Token);
            await client.GetStream().WriteAsync("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(), deadline.Token);
            using var answer = new StreamReader(client.GetStream());
            var status = await answer.ReadLineAsync(deadline.Token);
            Console.WriteLine(status);
            return status is "HTTP/1.1 200 OK" ? 0 : 1;
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"Nobody answers on port {port}.");
            return 1;
        }
    }
}
