using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>Makes services, and finds those that are there.</summary>
internal static class ServiceCreation
{
    public static async Task<Service> RunAsync(Cluster cluster, ServiceOptions options, CancellationToken token)
    {
        options.Validate();
        var files = ServiceFileIds.FindAsync(cluster.Client, options, token);
        var image = await ImagePin.ResolveAsync(cluster, options.Image, token);
        var spec = ServiceSpecMapping.Map(options, image, await files, cluster.Labels);
        var parameters = new ServiceCreateParameters { Service = spec };
        if (cluster.AccountFor(image.Image) is { } account) parameters.RegistryAuth = account;
        var id = await ManagerRequests.CreateAsync(
            cluster, ObjectKind.Service, options.Name, async () => (await cluster.Client.Swarm.CreateServiceAsync(parameters, CancellationToken.None)).ID!, token);
        return new Service(cluster, id, spec.Name!, options) { Warnings = await WarningsAsync(cluster, options, token) };
    }

    private static async Task<IReadOnlyList<string>> WarningsAsync(Cluster cluster, ServiceOptions options, CancellationToken token) =>
        options.EndpointMode == EndpointMode.VirtualIp && (options.Networks.Count > 0 || options.Ports.Any(it => it.Mode == PortMode.Ingress))
            && await VirtualAddress.WhyNotAsync(cluster, token) is { } why ? [VirtualAddress.Warning($"service {options.Name}", why)] : [];

    /// <summary>A service that somebody else made, by its name or its ID.</summary>
    /// <param name="cluster">Where it is.</param>
    /// <param name="name">Its name or its ID.</param>
    /// <param name="rollback">Which rollback of it is no failure.</param>
    /// <param name="token">Ends the look-up.</param>
    public static async Task<Service> HoldAsync(Cluster cluster, string name, AcceptedRollback rollback, CancellationToken token)
    {
        var all = await cluster.Client.Swarm.ListServicesAsync(null, token);
        return all.FirstOrDefault(it => it.Spec?.Name == name || it.ID == name) is { } found
            ? new Service(cluster, found.ID, found.Spec!.Name!, null, rollback)
            : throw ServiceException.NotFound(name, [.. all.Select(it => it.Spec!.Name!).Order(StringComparer.Ordinal)]);
    }
}
