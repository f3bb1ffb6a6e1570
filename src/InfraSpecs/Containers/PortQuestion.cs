using System.Net.Sockets;

namespace InfraSpecs;

/// <summary>Whether a container accepts connections.</summary>
internal static class PortQuestion
{
    // Behind a published port the engine accepts first, and closes when nobody does in the container.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(0.2);

    public static async ValueTask<Probe<bool>> AskAsync(Container container, int port, ListeningPorts listening, CancellationToken token)
    {
        try
        {
            var (host, published) = container.GetPublishedAddress(port);
            using var client = new TcpClient();
            await client.ConnectAsync(host, published, token);
            return await StaysOpenAsync(client.Client, container.Engine.Time, token) ? Probe.Ready(true) : Probe.NotYet<bool>($"port {port} closed the connection at once{await listening.SayAsync(token)}");
        }
        catch (SocketException e)
        {
            return Probe.NotYet<bool>($"port {port}: {e.Message}{await listening.SayAsync(token)}");
        }
        catch (InvalidOperationException e)
        {
            return Probe.NotYet<bool>(e.Message); // it has ended, so that no port is published; the wait sees that too
        }
    }

    private static async Task<bool> StaysOpenAsync(Socket socket, TimeProvider time, CancellationToken token)
    {
        using var enough = new CancellationTokenSource(Silence, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, token);
        try
        {
            return await socket.ReceiveAsync(new byte[1], SocketFlags.None, linked.Token) > 0;
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return true; // it waits for the client to speak
        }
    }
}
