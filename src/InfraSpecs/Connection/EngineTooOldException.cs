namespace InfraSpecs;

/// <summary>The engine's API is older than Testcontainers and InfraSpecs speak.</summary>
public sealed class EngineTooOldException : InfraSpecsException
{
    internal EngineTooOldException(Uri endpoint, string version, Version apiVersion, Version minimum)
        : base(
            endpoint.ToString(),
            $"The Docker engine at {endpoint} is too old: it is {version} with API {apiVersion}, and API {minimum} is the minimum.",
            [],
            "upgrade it to Docker 25 or later (./build.sh engine does so on a bare Debian), or set DOCKER_HOST to a newer engine.") =>
        (Endpoint, EngineVersion, ApiVersion, MinimumApiVersion) = (endpoint, version, apiVersion, minimum);

    /// <summary>Where it runs.</summary>
    public Uri Endpoint { get; }

    /// <summary>The engine's own version, as "20.10.24".</summary>
    public string EngineVersion { get; }

    /// <summary>The newest API version it speaks.</summary>
    public Version ApiVersion { get; }

    /// <summary>The oldest API version that would do.</summary>
    public Version MinimumApiVersion { get; }
}
