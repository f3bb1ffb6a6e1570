using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>One change of a service. The managers take it for the version that it was made from only; if another change came first, it is made anew.</summary>
internal static class ServiceChange
{
    public static Task RunAsync(Cluster cluster, string id, string name, Func<ServiceSpec, ServiceSpec> change, CancellationToken token) =>
        SendAsync(cluster, id, name, "update", service => new ServiceUpdateParameters { Service = change(service.Spec!) }, token);

    public static Task RollBackAsync(Cluster cluster, string id, string name, CancellationToken token) =>
        SendAsync(cluster, id, name, "roll back", service => new ServiceUpdateParameters { Service = service.Spec!, Rollback = "previous" }, token);

    private static async Task SendAsync(
        Cluster cluster, string id, string name, string verb, Func<SwarmService, ServiceUpdateParameters> parameters, CancellationToken token)
    {
        var service = await ManagerRequests.InspectServiceAsync(cluster, (id, name), token);
        while (true)
        {
            var update = parameters(service);
            update.Version = (long)service.Version!.Index!.Value;
            if (update.Service.TaskTemplate?.ContainerSpec?.Image is { } image && cluster.AccountFor(image) is { } account) update.RegistryAuth = account;
            try
            {
                await cluster.Client.Swarm.UpdateServiceAsync(id, update, token);
                return;
            }
            catch (DockerApiException e)
            {
                // "update out of sequence" has no status of its own; that the version has moved says the same.
                var now = await ManagerRequests.InspectServiceAsync(cluster, (id, name), token);
                if (now.Version!.Index == service.Version.Index) throw ServiceException.Refused($"service \"{name}\"", verb, e);
                service = now;
            }
        }
    }
}
