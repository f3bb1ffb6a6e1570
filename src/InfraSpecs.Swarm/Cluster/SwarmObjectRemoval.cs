using System.Net;
using Docker.DotNet;

namespace InfraSpecs.Swarm;

/// <summary>Removes services, networks, secrets and configs, by their ids.</summary>
internal static class SwarmObjectRemoval
{
    // The managers let go of a network once the last task in it is gone.
    private static readonly TimeSpan RemovedWithin = TimeSpan.FromSeconds(30);

    /// <returns>What the managers said, or null. Most refusals pass: a network is in use until the last task has left it.</returns>
    public static async Task<string?> TryAsync(IDockerClient manager, SwarmObject it, CancellationToken token)
    {
        try
        {
            await (it.Kind switch
            {
                "service" => manager.Swarm.RemoveServiceAsync(it.Id, token),
                "network" => manager.Networks.DeleteNetworkAsync(it.Id, token),
                "secret" => manager.Secrets.DeleteAsync(it.Id, token),
                _ => manager.Configs.RemoveConfigAsync(it.Id, token),
            });
            return null;
        }
        catch (DockerApiException e)
        {
            return e.StatusCode == HttpStatusCode.NotFound ? null : EngineMessage.Of(e);
        }
    }

    /// <summary>Removes it, and waits until nothing is in its way any more.</summary>
    /// <exception cref="WaitTimedOutException">It was still in use after 30 s.</exception>
    public static Task WaitAsync(SwarmCluster cluster, SwarmObject it, CancellationToken token) => Wait.UntilAsync(
        $"removal of {it}",
        async linked => await TryAsync(cluster.Client, it, linked) is { } said ? Probe.NotYet<bool>(said) : Probe.Ready(true),
        RemovedWithin, token, cluster.Time);
}
