using Docker.DotNet.Handler.Abstractions;
using DotNet.Testcontainers.Configurations;

namespace InfraSpecs;

/// <summary>An engine that is meant, and why this one.</summary>
/// <param name="Endpoint">Its address.</param>
/// <param name="Authentication">What it is shown, and how it is known; null where it asks for nothing.</param>
/// <param name="By">What named it: "DOCKER_HOST", "the Docker context 'staging' of DOCKER_CONTEXT"; null where nothing did, or the spec itself.</param>
internal sealed record EngineChoice(Uri Endpoint, IAuthProvider? Authentication, string? By)
{
    private const string Tls = "DOCKER_TLS";
    private const string TlsVerify = "DOCKER_TLS_VERIFY";

    // What the docker command takes where TLS is asked for and no engine is named.
    private const string TlsHost = "tcp://localhost:2376";

    /// <summary>How it is reached, where that is by ssh and once that is open; else null.</summary>
    public SshForward? Ssh { get; private init; }

    /// <summary>How it is asked.</summary>
    public IDockerEndpointAuthenticationConfiguration Configuration => new DockerEndpointAuthenticationConfiguration(Ssh?.Address ?? Endpoint, Authentication);

    /// <summary>"tcp://10.0.0.9:2376 (DOCKER_HOST)", for failure texts.</summary>
    public override string ToString() => By is null ? Endpoint.OriginalString : $"{Endpoint.OriginalString} ({By})";

    /// <summary>
    /// The engine that something names, in the docker command's order: DOCKER_HOST, DOCKER_CONTEXT, the current context. What Testcontainers' file says goes before what
    /// 'docker context use' has chosen: it is meant for tests alone.
    /// </summary>
    /// <returns>Null where nothing names one.</returns>
    /// <exception cref="EngineException">What is named is no engine that can be reached from here.</exception>
    public static EngineChoice? Named(EngineSurroundings here)
    {
        if (here.Said("DOCKER_HOST") is { } host) return At(host, "DOCKER_HOST", OfVariables());
        if (here.Said("DOCKER_CONTEXT") is { } context) return Of(context, "DOCKER_CONTEXT");
        if (here.Property("docker.host") is { } property) return At(property, here.InProperties("docker.host"), OfProperties());
        if (here.Property("docker.context") is { } named) return Of(named, here.InProperties("docker.context"));
        var contexts = new DockerContexts(here.DockerFolder);
        if (contexts.ReadCurrent() is { Length: > 0 } current && current != DockerContexts.Default) return contexts.Open(current, contexts.ConfigPath);
        return Unnamed();

        EngineChoice? Of(string name, string by) => name == DockerContexts.Default ? Unnamed() : new DockerContexts(here.DockerFolder).Open(name, by);

        EngineChoice? Unnamed() => OfVariables() is not null ? At(TlsHost, $"{(here.IsOn(TlsVerify) ? TlsVerify : Tls)} without DOCKER_HOST", OfVariables()) : null;

        string? OfVariables() => here.IsOn(Tls) || here.IsOn(TlsVerify) ? here.Said("DOCKER_CERT_PATH") ?? here.DockerFolder : null;

        string? OfProperties() => here.IsPropertyOn("docker.tls") || here.IsPropertyOn("docker.tls.verify") ? here.Property("docker.cert.path") ?? here.DockerFolder : null;
    }

    /// <summary>The same, with the way to it open, which its connection ends.</summary>
    /// <exception cref="EngineException">There is no way.</exception>
    public async Task<EngineChoice> OpenAsync(EngineOptions options, CancellationToken token) =>
        Endpoint.Scheme == SshForward.Scheme ? this with { Ssh = await SshForward.OpenAsync(this, options, token) } : this;

    private static EngineChoice At(string host, string by, string? certificates)
    {
        var address = EngineAddress.Parse(host, by);
        var isOverTcp = address.Scheme is not ("unix" or "npipe" or SshForward.Scheme);
        return new EngineChoice(address, certificates is not null && isOverTcp ? EngineTls.Read(certificates, verifies: true, host, by) : null, by);
    }
}
