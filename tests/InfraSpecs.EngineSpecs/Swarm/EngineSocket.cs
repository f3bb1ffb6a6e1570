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
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infraspecs-");
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;

    private EngineSocket(Engine outer, string container)
    {
        (_outer, _container) = (outer, container);
        _listener.Bind(new UnixDomainSocketEndPoint(Path));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"unix://{Path}");

    private string Path => System.IO.Path.Combine(_folder.FullName, "docker.sock");

    public static EngineSocket Open(Engine outer, Node node) => new(outer, node.Container!.Id);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        // Connections end with their clients, or with the node; some do not hear of a cancellation before.
        await _accepting.ContinueWith(_ => { }, TaskScheduler.Default);
        _folder.Delete(recursive: true);
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var connection = await _listener.AcceptAsync(_end.Token);
            _ = ServeAsync(connection);
        }
    }

    private async Task ServeAsync(Socket connection)
    {
        await using var stream = new NetworkStream(connection, ownsSocket: true);
        var dial = new ContainerExecCreateParameters { AttachStdin = true, AttachStdout = true, AttachStderr = true, Cmd = ["docker", "system", "dial-stdio"] };
        var exec = await _outer.Client.Exec.CreateContainerExecAsync(_container, dial, _end.Token);
        using var pipe = await _outer.Client.Exec.StartContainerExecAsync(exec.ID, new ContainerExecStartParameters(), _end.Token);
        // A client waits for the end of what the engine sends, and an engine for the end of what its client does.
        var there = ForwardAsync();
        await pipe.CopyOutputToAsync(Stream.Null, stream, Stream.Null, _end.Token);
        connection.Shutdown(SocketShutdown.Send);
        await there;

        async Task ForwardAsync()
        {
            var buffer = new byte[1 << 16];
            while (await stream.ReadAsync(buffer, _end.Token) is > 0 and var count) await pipe.WriteAsync(buffer, 0, count, _end.Token);
            pipe.CloseWrite();
        }
    }
}
