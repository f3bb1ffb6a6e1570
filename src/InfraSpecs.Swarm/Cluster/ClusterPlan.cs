namespace InfraSpecs.Swarm;

/// <summary>What all nodes of a cluster that starts have in common.</summary>
/// <param name="Engine">The engine that runs their containers.</param>
/// <param name="Options">What was asked for.</param>
/// <param name="Image">The image of the nodes.</param>
/// <param name="Network">The network that they share.</param>
/// <param name="Identity">Who issued their certificates; null where the nodes are there already, and have them.</param>
/// <param name="Registry">The registry's name and port in the network.</param>
/// <param name="RegistryAuthority">Who issued the registry's certificate; null where it has none.</param>
/// <param name="Reuse">Under what name and key the cluster is kept; null if it is not.</param>
internal sealed record ClusterPlan(
    Engine Engine,
    SwarmOptions Options,
    string Image,
    ClusterNetwork Network,
    ClusterIdentity? Identity,
    string Registry,
    string? RegistryAuthority,
    ReuseMark? Reuse)
{
    /// <summary>Under what names this process reaches published ports, besides the loopback's.</summary>
    public IReadOnlyList<string> EngineHosts => Engine.Endpoint is { IsFile: false, Host.Length: > 0 } remote ? [remote.Host] : [];
}
