using DotNet.Testcontainers.Configurations;

namespace InfraSpecs;

/// <summary>Which engine is meant.</summary>
internal static class EngineEndpoint
{
    private const string HostVariable = "DOCKER_HOST";

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
    /// <param name="options">How long it may take.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <param name="choice">The engine, where it is behind ssh.</param>
    public static async Task<IDockerEndpointAuthenticationConfiguration?> AskTestcontainersAsync(EngineOptions options, CancellationToken token, EngineChoice? choice = null)
    {
        try
        {
            return await Task.Run(() => AskTestcontainers(choice), CancellationToken.None).WaitAsync(options.ConnectWithin, options.Time, token);
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

    /// <summary>It looks once in a process, and takes no builder's word for an engine where what it finds is behind ssh. So it is shown the socket.</summary>
    private static IDockerEndpointAuthenticationConfiguration? AskTestcontainers(EngineChoice? choice)
    {
        if (choice?.Ssh is not { Address: var forwarded }) return TestcontainersSettings.OS.DockerEndpointAuthConfig;
        var said = Environment.GetEnvironmentVariable(HostVariable);
        Environment.SetEnvironmentVariable(HostVariable, forwarded.OriginalString);
        try
        {
            // Its own reaper has the socket of the engine's machine.
            if (TestcontainersSettings.DockerSocketOverride is null or "") TestcontainersSettings.DockerSocketOverride = SshForward.SocketThere(choice.Endpoint);
            return TestcontainersSettings.OS.DockerEndpointAuthConfig;
        }
        finally
        {
            Environment.SetEnvironmentVariable(HostVariable, said);
        }
    }
}
