using Docker.DotNet;
using Docker.DotNet.Handler.Abstractions;
using Microsoft.Extensions.Logging;

namespace InfraSpecs;

/// <summary>A transport whose requests and streams are watched.</summary>
/// <param name="inner">The transport.</param>
/// <param name="authentication">What the engine is shown.</param>
/// <param name="watch">Is told of them.</param>
/// <param name="creations">What the engine is making; null where nobody asks.</param>
/// <param name="around">What stands between the client and the watching; null for nothing.</param>
internal sealed class WatchedTransport(IDockerHandlerFactory inner, IAuthProvider authentication, IEngineWatch watch, Creations? creations, Func<HttpMessageHandler, HttpMessageHandler>? around = null)
    : IDockerHandlerFactory<IEngineWatch>
{
    /// <summary>The client's own transport to an address.</summary>
    /// <param name="address">The engine's.</param>
    /// <param name="overTcp">The one to take where it is neither a socket nor a pipe of this machine.</param>
    public static IDockerHandlerFactory To(Uri address, IDockerHandlerFactory overTcp) => address.Scheme switch
    {
        "unix" => Docker.DotNet.Unix.DockerHandlerFactory.Instance,
        "npipe" => Docker.DotNet.NPipe.DockerHandlerFactory.Instance,
        _ => overTcp,
    };

    public DockerClientBuilder NewClient() => new DockerClientBuilder<IEngineWatch>(this, watch);

    public ResolvedTransport CreateHandler(ResolvedClientOptions clientOptions, ILogger logger) => CreateHandler(watch, clientOptions, logger);

    public ResolvedTransport CreateHandler(IEngineWatch transportOptions, ResolvedClientOptions clientOptions, ILogger logger)
    {
        // Authentication knows the transports' own handlers only, so it comes before the watching.
        var made = inner.CreateHandler(clientOptions with { AuthProvider = authentication }, logger);
        HttpMessageHandler handler = new WatchedHandler(authentication.ConfigureHandler(made.Handler), transportOptions, creations);
        return made with { Handler = around?.Invoke(handler) ?? handler };
    }

    public async Task<WriteClosableStream> HijackStreamAsync(HttpContent content) =>
        new WatchedStream(await TakeOverAsync(content), watch.Begin("a stream of output"), content);

    /// <summary>Of .NET's own client the connection itself: in the wrapper of it a write waits until a read that goes on has ended, for ever where the other side waits for the write.</summary>
    private async Task<Stream> TakeOverAsync(HttpContent content) =>
        inner is Docker.DotNet.NativeHttp.DockerHandlerFactory ? await content.ReadAsStreamAsync() : await inner.HijackStreamAsync(content);
}
