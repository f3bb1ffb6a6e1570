using Docker.DotNet;
using Docker.DotNet.Handler.Abstractions;
using DotNet.Testcontainers.Configurations;

namespace InfraSpecs;

/// <summary>
/// The way to an engine, for all clients that ask it, Testcontainers' own among them: each request and each stream ends when the engine is lost, with one error.
/// </summary>
/// <param name="endpoint">Where it is.</param>
/// <param name="session">Whose way it is.</param>
/// <param name="health">Whether it lives.</param>
/// <param name="creations">What it is making.</param>
internal sealed class WatchedEndpoint(IDockerEndpointAuthenticationConfiguration endpoint, Guid session, EngineHealth health, Creations creations)
    : IDockerEndpointAuthenticationConfiguration
{
    private readonly WatchedTransport _transport = new(TransportTo(endpoint.Endpoint), endpoint.AuthProvider ?? NoopAuthProvider.Instance, health, creations);

    public Version Version => endpoint.Version;

    /// <summary>The engine's address.</summary>
    public Uri Address => endpoint.Endpoint;

    /// <summary>The address with the session. Testcontainers keeps one client for each address as long as the process lives: of another session's, requests would end with that session.</summary>
    public Uri Endpoint { get; } = new UriBuilder(endpoint.Endpoint) { Query = $"session={session:N}" }.Uri;

    public IAuthProvider AuthProvider => endpoint.AuthProvider ?? NoopAuthProvider.Instance;

    // By this header Testcontainers tells an engine in the cloud which of its sessions asks.
    public DockerClientBuilder GetDockerClientBuilder(Guid sessionId = default) =>
        _transport.NewClient().WithApiVersion(Version).WithEndpoint(Address).WithHeader("x-tc-sid", sessionId.ToString("D"));

    /// <summary>As the client itself chooses it.</summary>
    private static IDockerHandlerFactory TransportTo(Uri address) => WatchedTransport.To(
        address,
        Environment.GetEnvironmentVariable("DOCKER_DOTNET_NATIVE_HTTP_ENABLED") is "1"
            ? Docker.DotNet.NativeHttp.DockerHandlerFactory.Instance
            : Docker.DotNet.LegacyHttp.DockerHandlerFactory.Instance);
}
