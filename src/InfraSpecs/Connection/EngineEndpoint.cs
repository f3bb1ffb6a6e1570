using DotNet.Testcontainers.Configurations;

namespace InfraSpecs;

/// <summary>Which engine is meant.</summary>
internal static class EngineEndpoint
{
    private static readonly Uri DefaultSocket =
        new(OperatingSystem.IsWindows() ? "npipe://./pipe/docker_engine" : "unix:///var/run/docker.sock");

    /// <summary>The engine that the spec names, else one that something on this machine names, else the first usual socket that answers, which Testcontainers finds.</summary>
    /// <exception cref="EngineException">What is named is no engine that can be reached from here.</exception>
    public static async Task<EngineChoice> FindAsync(EngineOptions options, CancellationToken token)
    {
        if (options.Endpoint is { } chosen) return new EngineChoice(chosen, null, null);

        // An engine that is named and that is down is an error: specs would run, and clean up, on another that nobody meant.
        var named = EngineChoice.Named(EngineSurroundings.Here);
        if (named is not null) return named;
        var found = await AskTestcontainersAsync(options, token);
        return found is null ? new EngineChoice(DefaultSocket, null, null) : new EngineChoice(found.Endpoint, found.AuthProvider, null);
    }

    /// <summary>What Testcontainers takes, by which its own builders make containers in this process. It asks the engines that it finds, and waits 100 s for one that is silent.</summary>
    /// <returns>Null where none answers.</returns>
    /// <exception cref="EngineException">It cannot be used: it found something that it cannot read. None of its builders can be used then.</exception>
    public static async Task<IDockerEndpointAuthenticationConfiguration?> AskTestcontainersAsync(EngineOptions options, CancellationToken token)
    {
        try
        {
            return await Task.Run(() => TestcontainersSettings.OS.DockerEndpointAuthConfig, CancellationToken.None).WaitAsync(options.ConnectWithin, options.Time, token);
        }
        catch (TimeoutException e)
        {
            throw EngineException.Unavailable("the addresses where Testcontainers looks", $"no answer within {FailureText.Duration(options.ConnectWithin)}", inner: e);
        }
        catch (TypeInitializationException e)
        {
            throw EngineException.NotChosen(
                "Testcontainers, which makes the containers", e.GetBaseException().Message, "mend what it names, or set DOCKER_HOST, which goes before contexts and files.", e);
        }
    }
}
