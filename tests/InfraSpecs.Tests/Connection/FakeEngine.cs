using System.Net;
using System.Net.Sockets;
using System.Text;

namespace InfraSpecs.Tests.Connection;

/// <summary>Answers as an engine that does not exist any more, or as something that is no engine.</summary>
internal sealed class FakeEngine : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    /// <param name="answer">The body of every answer; null to accept connections and say nothing.</param>
    public FakeEngine(string? answer)
    {
        _listener.Start();
        _ = AnswerAsync(answer);
    }

    public Uri Endpoint => new($"tcp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public void Dispose() => _listener.Dispose();

    private async Task AnswerAsync(string? answer)
    {
        List<TcpClient> open = [];
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                open.Add(client);
                if (answer is null) continue;
                var request = new byte[4096];
                _ = await client.GetStream().ReadAsync(request);
                var head = $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {answer.Length}\r\n\r\n";
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head + answer));
                client.Dispose();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            open.ForEach(client => client.Dispose());
        }
    }
}
