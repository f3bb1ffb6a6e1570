using Docker.DotNet.Handler.Abstractions;
using Microsoft.Extensions.Logging;

namespace InfraSpecs.Swarm;

/// <summary>The way to a node's engine. Whoever asks it gets one error where no answer comes, or where the managers have no leader.</summary>
/// <param name="address">Where the engine is.</param>
/// <param name="credentials">What this process shows there; null for nothing.</param>
internal sealed class NodeTransport(Uri address, IAuthProvider? credentials) : IDockerHandlerFactory<NodeConnection>
{
    // The transport that keeps its connections, where there is TCP; the client's usual one makes a TLS handshake for each request.
    private readonly IDockerHandlerFactory _transport = address.Scheme switch
    {
        "unix" => Docker.DotNet.Unix.DockerHandlerFactory.Instance,
        "npipe" => Docker.DotNet.NPipe.DockerHandlerFactory.Instance,
        _ => Docker.DotNet.NativeHttp.DockerHandlerFactory.Instance,
    };

    private IAuthProvider Credentials => credentials ?? NoopAuthProvider.Instance;

    /// <exception cref="NotSupportedException">Always: without the node nobody can be named.</exception>
    public ResolvedTransport CreateHandler(ResolvedClientOptions clientOptions, ILogger logger) => throw new NotSupportedException();

    public ResolvedTransport CreateHandler(NodeConnection transportOptions, ResolvedClientOptions clientOptions, ILogger logger)
    {
        // Authentication knows the transports' own handlers only.
        var made = _transport.CreateHandler(clientOptions with { AuthProvider = Credentials }, logger);
        return made with { Handler = new NodeHandler(Credentials.ConfigureHandler(made.Handler), transportOptions) };
    }

    public Task<WriteClosableStream> HijackStreamAsync(HttpContent content) => _transport.HijackStreamAsync(content);
}
