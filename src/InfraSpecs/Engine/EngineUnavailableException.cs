namespace InfraSpecs;

/// <summary>No engine answers at the endpoint.</summary>
public sealed class EngineUnavailableException : InfraSpecsException
{
    internal EngineUnavailableException(string endpoint, string seen, Exception? inner = null)
        : base(
            endpoint,
            $"No Docker engine answers at {endpoint}.",
            [$"Seen: {seen}"],
            "start Docker, or run ./build.sh engine as root, or set DOCKER_HOST to an engine that runs.",
            inner) => Endpoint = endpoint;

    /// <summary>Where it was looked for.</summary>
    public string Endpoint { get; }
}
