using System.Net;
using Docker.DotNet;

namespace InfraSpecs.Swarm;

/// <summary>The removal of a service, to its end: the managers forget it at once, the nodes stop its tasks afterwards.</summary>
internal static class ServiceRemoval
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    public static async Task RunAsync(Cluster cluster, Service service, CancellationToken token)
    {
        try
        {
            await cluster.Client.Swarm.RemoveServiceAsync(service.Id, token);
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            // It is gone; its containers may not be.
        }

        var within = (service.Options?.StopGracePeriod ?? LeftContainers.EnginesGracePeriod) + LeftContainers.Margin;
        await Wait.UntilAsync($"removal of service {service.Name}", linked => LookAsync(cluster, service, linked), within, token, cluster.Time, LongestPause);
        await cluster.Postponed.TryAgainAsync(cluster, token);
    }

    private static async ValueTask<Probe<bool>> LookAsync(Cluster cluster, Service service, CancellationToken token)
    {
        var left = await Task.WhenAll(cluster.Nodes.Where(it => it.IsOpen).Select(it => LeftAsync(it, service, token)));
        var texts = left.OfType<string>().ToList();
        return texts.Count == 0 ? Probe.Ready(true) : Probe.NotYet<bool>(string.Join("; ", texts));
    }

    /// <returns>What is left, in half a sentence; null if nothing is.</returns>
    private static async Task<string?> LeftAsync(Node node, Service service, CancellationToken token)
    {
        var containers = await LeftContainers.ReadAsync(node, LabelFilter.OfTasks(service.Id), token);
        return containers.Count == 0 ? null : $"{node} has {containers.Count} container(s) of it, the first {containers[0].State}";
    }
}
