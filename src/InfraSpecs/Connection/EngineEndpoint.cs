using DotNet.Testcontainers.Configurations;

namespace InfraSpecs;

/// <summary>Which engine is meant.</summary>
internal static class EngineEndpoint
{
    private const string Variable = "DOCKER_HOST";

    private static readonly Uri DefaultSocket =
        new(OperatingSystem.IsWindows() ? "npipe://./pipe/docker_engine" : "unix:///var/run/docker.sock");

    /// <summary>Testcontainers asks the engines that it finds, and waits 100 s for one that is silent.</summary>
    /// <exception cref="EngineException">The environment or a settings file names no address, or what it names gives no answer.</exception>
    public static async Task<IDockerEndpointAuthenticationConfiguration> FindAsync(EngineOptions options, CancellationToken token)
    {
        try
        {
            return await Task.Run(() => Find(options.Endpoint), CancellationToken.None).WaitAsync(options.ConnectWithin, options.Time, token);
        }
        catch (TimeoutException e)
        {
            throw EngineException.Unavailable(
                Environment.GetEnvironmentVariable(Variable) ?? "the addresses where Testcontainers looks", $"no answer within {FailureText.Duration(options.ConnectWithin)}", e);
        }
    }

    /// <exception cref="EngineException">The environment or a settings file names no address.</exception>
    public static IDockerEndpointAuthenticationConfiguration Find(Uri? chosen)
    {
        var dockerHost = Environment.GetEnvironmentVariable(Variable);
        try
        {
            return Find(chosen, dockerHost, chosen is null ? TestcontainersSettings.OS.DockerEndpointAuthConfig : null);
        }
        catch (TypeInitializationException e)
        {
            throw EngineException.Unavailable(
                dockerHost ?? "the address that ~/.testcontainers.properties or the Docker context names",
                $"that is no address, as unix:///var/run/docker.sock or tcp://127.0.0.1:2375 are; {e.GetBaseException().Message}",
                e);
        }
    }

    /// <summary>
    /// Testcontainers passes over an endpoint that does not answer and takes the next socket that does. An engine that DOCKER_HOST
    /// names but that is down must be an error instead: specs would run, and clean up, on an engine that nobody meant.
    /// </summary>
    internal static IDockerEndpointAuthenticationConfiguration Find(
        Uri? chosen, string? dockerHost, IDockerEndpointAuthenticationConfiguration? found)
    {
        if (chosen is not null) return new DockerEndpointAuthenticationConfiguration(chosen);
        var named = Uri.TryCreate(dockerHost, UriKind.Absolute, out var uri) ? uri : null;
        var fellBack = found is null || (found.Endpoint.Scheme is "unix" or "npipe" && named is not null && found.Endpoint != named);
        return fellBack ? new DockerEndpointAuthenticationConfiguration(named ?? DefaultSocket) : found!;
    }
}
