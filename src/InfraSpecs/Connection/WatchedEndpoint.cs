using Docker.DotNet;
using Docker.DotNet.Handler.Abstractions;
using DotNet.Testcontainers.Configurations;
using Microsoft.Extensions.Logging;

namespace InfraSpecs;

/// <summary>
/// The way to an engine, for all clients that ask it, Testcontainers' own among them: each request and each stream ends when the engine is lost, with one error.
/// </summary>
/// <param name="endpoint">Where it is.</param>
/// <param name="health">Whether it lives.</param>
/// <param name="creations">What it is making.</param>
internal sealed class WatchedEndpoint(IDockerEndpointAuthenticationConfiguration endpoint, EngineHealth health, Creations creations)
    : IDockerEndpointAuthenticationConfiguration, IDockerHandlerFactory<EngineHealth>
{
    private readonly IDockerHandlerFactory _transport = TransportTo(endpoint.Endpoint);

    public Version Version => endpoint.Version;

    public Uri Endpoint => endpoint.Endpoint;

    public IAuthProvider AuthProvider => endpoint.AuthProvider ?? NoopAuthProvider.Instance;

    // By this header Testcontainers tells an engine in the cloud which of its sessions asks.
    public DockerClientBuilder GetDockerClientBuilder(Guid sessionId = default) => new DockerClientBuilder<EngineHealth>(this, health)
        .WithApiVersion(Version).WithEndpoint(Endpoint).WithHeader("x-tc-sid", sessionId.ToString("D"));

    public ResolvedTransport CreateHandler(ResolvedClientOptions clientOptions, ILogger logger) => CreateHandler(health, clientOptions, logger);

    public ResolvedTransport CreateHandler(EngineHealth transportOptions, ResolvedClientOptions clientOptions, ILogger logger)
    {
        // Authentication knows the transports' own handlers only, so it comes before the watching.
        var made = _transport.CreateHandler(clientOptions with { AuthProvider = AuthProvider }, logger);
        return made with { Handler = new WatchedHandler(AuthProvider.ConfigureHandler(made.Handler), transportOptions, creations) };
    }

    public async Task<WriteClosableStream> HijackStreamAsync(HttpContent content) =>
        new WatchedStream(await _transport.HijackStreamAsync(content), health.Begin("a stream of output"), content);

    /// <summary>As the client itself chooses it.</summary>
    private static IDockerHandlerFactory TransportTo(Uri address) => address.Scheme switch
    {
        "unix" => Docker.DotNet.Unix.DockerHandlerFactory.Instance,
        "npipe" => Docker.DotNet.NPipe.DockerHandlerFactory.Instance,
        _ when Environment.GetEnvironmentVariable("DOCKER_DOTNET_NATIVE_HTTP_ENABLED") is "1" => Docker.DotNet.NativeHttp.DockerHandlerFactory.Instance,
        _ => Docker.DotNet.LegacyHttp.DockerHandlerFactory.Instance,
    };
}
