using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>The services of a cluster.</summary>
public static class SwarmServices
{
    /// <summary>Creates a service. Its tasks start afterwards; <see cref="Service.WaitUntilConvergedAsync(CancellationToken)"/> waits for them.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="options">What service.</param>
    /// <param name="token">Honoured before the managers are asked to create it.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    /// <exception cref="ServiceException">A secret or config that they name is not in the cluster.</exception>
    /// <exception cref="ServiceException">The managers refuse: there is a service of this name, there is no such network.</exception>
    public static async Task<Service> CreateServiceAsync(this SwarmCluster cluster, ServiceOptions options, CancellationToken token)
    {
        options.Validate();
        var files = ServiceFileIds.FindAsync(cluster.Client, options, token);
        var image = await ImagePin.ResolveAsync(cluster, options.Image, token);
        var spec = ServiceSpecMapping.Map(options, image, await files, cluster.Labels);
        var parameters = new ServiceCreateParameters { Service = spec };
        if (cluster.AccountFor(image.Image) is { } account) parameters.RegistryAuth = account;
        var created = await ManagerRequests.CreateAsync(
            cluster,
            "service",
            options.Name,
            () => cluster.Client.Swarm.CreateServiceAsync(parameters, CancellationToken.None),
            token);
        cluster.Made.Add(created.ID!);
        return new Service(cluster, created.ID!, spec.Name!, options);
    }

    /// <summary>A service that somebody made: a stack file, an operator, another process. Disposing it leaves it in place.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="name">Its name, or its id: "web_app".</param>
    /// <param name="token">Ends the look-up.</param>
    /// <exception cref="ServiceException">There is none.</exception>
    public static async Task<Service> GetServiceAsync(this SwarmCluster cluster, string name, CancellationToken token)
    {
        var all = await cluster.Client.Swarm.ListServicesAsync(null, token);
        return all.FirstOrDefault(it => it.Spec?.Name == name || it.ID == name) is { } found
            ? new Service(cluster, found.ID, found.Spec!.Name!, null)
            : throw ServiceException.NotFound(name, [.. all.Select(it => it.Spec!.Name!).Order(StringComparer.Ordinal)]);
    }

    /// <summary>The services as the managers see them now, by name: what `docker service ls` shows.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="token">Ends the look-up.</param>
    public static async Task<IReadOnlyList<ServiceFacts>> ReadServicesAsync(this SwarmCluster cluster, CancellationToken token) =>
    [
        .. (await cluster.Client.Swarm.ListServicesAsync(new ServiceListParameters { Status = true }, token))
            .Select(ServiceFacts.Read).OrderBy(it => it.Name, StringComparer.Ordinal),
    ];
}
