using Docker.DotNet;

namespace InfraSpecs.Swarm;

/// <summary>Whether virtual addresses of services can be reached. The managers give them out, and services converge, also where the kernel cannot serve them.</summary>
internal static class VirtualAddress
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(20);

    /// <returns>Why not, in half a sentence; null if they are reached, or that is not known: of a cluster of machines, or an engine that starts no helper.</returns>
    public static async Task<string?> WhyNotAsync(Cluster cluster, CancellationToken token)
    {
        if (cluster.Engine is not { } engine) return null;
        try
        {
            // Nodes are containers of it, and share its kernel.
            var features = await engine.GetFeaturesAsync(token).WaitAsync(Within, cluster.Time, token);
            return features.Missing.ContainsKey(EngineFeatures.RoutingMesh) ? "the engine's kernel has no IPVS" : null;
        }
        catch (Exception e) when (e is InfraSpecsException or DockerApiException or TimeoutException)
        {
            return null;
        }
    }

    /// <param name="who">"service web".</param>
    /// <param name="why">Why not.</param>
    public static string Warning(string who, string why) =>
        $"{who}: its virtual address and its ingress ports are not reached here, though it converges: {why}. Let it have endpoint mode dnsrr, and publish its ports in host mode.";
}
