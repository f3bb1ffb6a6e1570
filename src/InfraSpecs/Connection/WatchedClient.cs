using Docker.DotNet;
using Docker.DotNet.Handler.Abstractions;

namespace InfraSpecs.Extensibility;

/// <summary>Clients of engines that are no <see cref="Engine"/> of this process, such as those of a Swarm's nodes: a connection that is lost is told by an error of their owner.</summary>
public static class WatchedClient
{
    /// <summary>Makes a client; nothing is asked yet. Requests have no time limit of their own.</summary>
    /// <param name="address">Where the engine is: unix, npipe or tcp. Over TCP connections are kept.</param>
    /// <param name="authentication">What the engine is shown; null where it asks for nothing.</param>
    /// <param name="lost">Makes the error: of what was seen of the loss ("Connection refused"), and what the transport threw.</param>
    /// <param name="isClosed">Whether the owner has closed the client, which cancels what it was asked: that is lost too.</param>
    /// <param name="around">What stands between the client and the transport, and may read answers; null for nothing.</param>
    public static IDockerClient Create(
        Uri address, IAuthProvider? authentication, Func<string, Exception, Task<Exception>> lost, Func<bool> isClosed, Func<HttpMessageHandler, HttpMessageHandler>? around = null)
    {
        // The client's usual one over TCP makes a handshake of TLS for each request.
        var inner = WatchedTransport.To(address, Docker.DotNet.NativeHttp.DockerHandlerFactory.Instance);
        var transport = new WatchedTransport(inner, authentication ?? NoopAuthProvider.Instance, new OwnersWatch(lost, isClosed), creations: null, around);
        return transport.NewClient().WithEndpoint(address).WithTimeout(Timeout.InfiniteTimeSpan).Build();
    }

    private sealed class OwnersWatch(Func<string, Exception, Task<Exception>> lost, Func<bool> isClosed) : IEngineWatch
    {
        public bool IsClosed => isClosed();

        public EngineCall Begin(string request) => new(this, request);

        public void End(EngineCall call)
        {
        }

        public void SeeSign()
        {
        }

        public Task<Exception> TellAsync(string request, string seen, Exception cause) => lost(seen, cause);
    }
}
