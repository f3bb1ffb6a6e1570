using System.Net;
using Docker.DotNet;

namespace InfraSpecs.Swarm;

/// <summary>The removal of a service, to its end: the managers forget it at once, the nodes stop its tasks afterwards.</summary>
internal static class ServiceRemoval
{
    public static async Task RunAsync(Cluster cluster, Service service, CancellationToken token)
    {
        if (cluster.Tasks is { } tasks) await tasks.HoldAsync(linked => TaskEvidence.FindAsync(cluster, it => it.ID == service.Id, linked));
        try
        {
            await cluster.Client.Swarm.RemoveServiceAsync(service.Id, token);
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            // It is gone; its containers may not be.
        }

        var within = (service.Options?.StopGracePeriod ?? LeftContainers.EnginesGracePeriod) + LeftContainers.Margin;
        var rounds = new RemovalRounds(cluster, [.. cluster.Nodes.Where(it => it.IsOpen).Select(LookAt)]);
        await rounds.RunAsync($"removal of service {service.Name}", within, token);
        await cluster.Postponed.TryAgainAsync(cluster, token);

        Func<CancellationToken, Task<IReadOnlyList<string>>> LookAt(Node node) => async linked =>
        {
            var containers = await LeftContainers.ReadAsync(node, LabelFilter.LabelOfTasks(service.Id), linked);
            return containers.Count == 0 ? [] : [$"{node} has {containers.Count} container(s) of it, the first {containers[0].State}"];
        };
    }
}
