namespace InfraSpecs.Swarm;

/// <summary>The engine starts no privileged containers, which nodes are. Nothing is left.</summary>
public sealed class PrivilegedRefusedException : InfraSpecsException
{
    private PrivilegedRefusedException(Uri endpoint, string reason, ContainerStartException inner)
        : base(
            endpoint.ToString(),
            $"The engine at {endpoint} starts no privileged containers, and the nodes of a cluster are privileged.",
            [$"Seen: {reason}"],
            "use an engine without rootless mode, userns-remap and policies against privileged containers; specs say what they need by "
            + "[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)].",
            inner) => Reason = reason;

    /// <summary>What was seen when it was tried.</summary>
    public string Reason { get; }

    /// <summary>A container did not start: whether that is because it was privileged is found by trying one that does nothing.</summary>
    internal static async Task ThrowIfSoAsync(Engine engine, ContainerStartException e, CancellationToken token)
    {
        EngineFeatureReport features;
        try
        {
            features = await engine.GetFeaturesAsync(token);
        }
        catch (InfraSpecsException)
        {
            return; // not even that can be tried; the first failure is the one to tell
        }

        if (features.Missing.TryGetValue(EngineFeatures.Privileged, out var reason)) throw new PrivilegedRefusedException(engine.Endpoint, reason, e);
    }
}
