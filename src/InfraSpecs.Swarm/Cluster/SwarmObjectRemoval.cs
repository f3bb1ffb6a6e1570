using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

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

    /// <summary>Asks for the removal of all of them at once.</summary>
    /// <returns>A line for each, with what the managers said; a round that finds none is the proof that they are gone.</returns>
    public static async Task<IReadOnlyList<string>> TryAllAsync(IDockerClient manager, IEnumerable<SwarmObject> all, CancellationToken token) =>
        await Task.WhenAll(all.Select(async it => await TryAsync(manager, it, token) is { } said ? $"{it}: {said}" : $"{it}"));

    /// <summary>A task that is left of a service that is gone.</summary>
    public static string Told(TaskResponse task) => $"task {task.ID}, which is {task.Status?.State}";

    /// <summary>Removes it, and waits until nothing is in its way any more.</summary>
    /// <exception cref="WaitException">It was still in use after 30 s.</exception>
    public static Task WaitAsync(SwarmCluster cluster, SwarmObject it, CancellationToken token) => Wait.UntilAsync(
        $"removal of {it}",
        async linked => await TryAsync(cluster.Client, it, linked) is { } said ? Probe.NotYet<bool>(said) : Probe.Ready(true),
        RemovedWithin, token, cluster.Time);
}
