using System.Net.Sockets;
using Docker.DotNet.Models;
using InfraSpecs.Swarm;

namespace InfraSpecs.EngineSpecs.Swarm;

/// <summary>
/// A node's engine as an engine of this machine: a Unix socket in a folder of this user's own, whose connections end at the socket in the node, through
/// `docker system dial-stdio` there. So specs can start things on it without a certificate, and nobody else can.
/// </summary>
internal sealed class EngineSocket : IAsyncDisposable
{
    private readonly Engine _outer;
    private readonly string _container;
    private readonly TemporaryFolder _folder = new();
    private readonly Listener _listener;

    private EngineSocket(Engine outer, string container)
    {
        (_outer, _container) = (outer, container);
        _listener = new Listener(new UnixDomainSocketEndPoint(Path), (client, _, end) => ServeAsync(client, end));
    }

    public Uri Address => new($"unix://{Path}");

    private string Path => _folder.At("docker.sock");

    public static EngineSocket Open(Engine outer, Node node) => new(outer, node.Container!.Id);

    public async ValueTask DisposeAsync()
    {
        // Connections end with their clients, or with the node; some do not hear of a cancellation before.
        await _listener.DisposeAsync();
        _folder.Dispose();
    }

    private async Task ServeAsync(Socket connection, CancellationToken end)
    {
        await using var stream = new NetworkStream(connection);
        var dial = new ContainerExecCreateParameters { AttachStdin = true, AttachStdout = true, AttachStderr = true, Cmd = ["docker", "system", "dial-stdio"] };
        var exec = await _outer.Client.Exec.CreateContainerExecAsync(_container, dial, end);
        using var pipe = await _outer.Client.Exec.StartContainerExecAsync(exec.ID, new ContainerExecStartParameters(), end);
        // A client waits for the end of what the engine sends, and an engine for the end of what its client does.
        var there = ForwardAsync();
        await pipe.CopyOutputToAsync(Stream.Null, stream, Stream.Null, end);
        connection.Shutdown(SocketShutdown.Send);
        await there;

        async Task ForwardAsync()
        {
            var buffer = new byte[1 << 16];
            while (await stream.ReadAsync(buffer, end) is > 0 and var count) await pipe.WriteAsync(buffer, 0, count, end);
            pipe.CloseWrite();
        }
    }
}
