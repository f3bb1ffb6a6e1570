using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>Asking the managers to make or remove something, with their refusal as an error of ours.</summary>
internal static class ManagerRequests
{
    private static readonly TimeSpan RemovedWithin = TimeSpan.FromSeconds(10);

    /// <summary>Makes it. The token is honoured before the request, which is not cancelled: it may leave something that nobody knows.</summary>
    /// <param name="cluster">Where.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="name">Its name. If the cluster has one of this name, the refusal says who made it.</param>
    /// <param name="make">The request, which gives the ID.</param>
    /// <param name="token">Honoured before the request.</param>
    /// <returns>The ID. The cluster knows it as one of its own.</returns>
    public static async Task<string> CreateAsync(Cluster cluster, ObjectKind kind, string name, Func<Task<string>> make, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        try
        {
            return await cluster.Made.MakeAsync(make);
        }
        catch (DockerApiException e)
        {
            var there = (await SwarmObject.ReadAsync(cluster.Client, token)).FirstOrDefault(it => it.Kind == kind && it.Name == name);
            throw ServiceException.Refused($"{kind.Word()} \"{name}\"", "create", e, there?.Describe(cluster));
        }
    }

    /// <exception cref="ServiceException">It was removed.</exception>
    public static async Task<SwarmService> InspectServiceAsync(Cluster cluster, (string Id, string Name) service, CancellationToken token)
    {
        try
        {
            return await cluster.Client.Swarm.InspectServiceAsync(service.Id, token);
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            throw ServiceException.Removed(service.Name, e);
        }
    }

    /// <summary>Removes it; what is gone already is what was wanted.</summary>
    public static async Task RemoveAsync(string subject, Func<CancellationToken, Task> remove, TimeProvider time, CancellationToken token)
    {
        try
        {
            await Wait.UntilAsync($"removal of {subject}", RemoveAsync, RemovedWithin, token, time);
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return;
        }
        catch (DockerApiException e)
        {
            throw ServiceException.Refused(subject, "remove", e);
        }

        async ValueTask<Probe<bool>> RemoveAsync(CancellationToken linked)
        {
            await remove(linked);
            return Probe.Ready(true);
        }
    }
}
