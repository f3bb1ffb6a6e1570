using Docker.DotNet;
using Docker.DotNet.Handler.Abstractions;
using DotNet.Testcontainers.Configurations;

namespace InfraSpecs;

/// <summary>
/// The way to an engine, for all clients that ask it, Testcontainers' own among them: each request and each stream ends when the engine is lost, with one error.
/// </summary>
/// <param name="endpoint">Where it is.</param>
/// <param name="health">Whether it lives.</param>
/// <param name="creations">What it is making.</param>
internal sealed class WatchedEndpoint(IDockerEndpointAuthenticationConfiguration endpoint, EngineHealth health, Creations creations)
    : IDockerEndpointAuthenticationConfiguration
{
    private readonly WatchedTransport _transport = new(TransportTo(endpoint.Endpoint), endpoint.AuthProvider ?? NoopAuthProvider.Instance, health, creations);

    public Version Version => endpoint.Version;

    public Uri Endpoint => endpoint.Endpoint;

    public IAuthProvider AuthProvider => endpoint.AuthProvider ?? NoopAuthProvider.Instance;

    // By this header Testcontainers tells an engine in the cloud which of its sessions asks.
    public DockerClientBuilder GetDockerClientBuilder(Guid sessionId = default) =>
        _transport.NewClient().WithApiVersion(Version).WithEndpoint(Endpoint).WithHeader("x-tc-sid", sessionId.ToString("D"));

    /// <summary>As the client itself chooses it.</summary>
    private static IDockerHandlerFactory TransportTo(Uri address) => WatchedTransport.To(
        address,
        Environment.GetEnvironmentVariable("DOCKER_DOTNET_NATIVE_HTTP_ENABLED") is "1"
            ? Docker.DotNet.NativeHttp.DockerHandlerFactory.Instance
            : Docker.DotNet.LegacyHttp.DockerHandlerFactory.Instance);
}
