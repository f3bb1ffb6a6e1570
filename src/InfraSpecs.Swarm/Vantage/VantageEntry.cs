using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>Entering the networks of a cluster, to look from inside.</summary>
internal static class VantageEntry
{
    /// <param name="cluster">The cluster.</param>
    /// <param name="network">The network's name; it must be attachable.</param>
    /// <param name="images">Where the probe's image is built; null if nothing can build it.</param>
    /// <param name="token">Ends the attempt; nothing is left then.</param>
    public static async Task<VantagePoints> EnterNetworkAsync(Cluster cluster, string network, Engine? images, CancellationToken token)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(network);
        var (found, seen) = (FindAsync(cluster, network, token), cluster.ReadNodesAsync(token));
        var overlay = await found;
        if (!overlay.Attachable) throw ClusterException.NetworkNotAttachable(network);
        var places = (await seen).All.Where(it => it.IsReady)
            .Select(it => cluster.NodeWithId(it.Id, it.Name)).OrderByDescending(it => it.IsManager).ThenBy(it => it.Name, StringComparer.Ordinal)
            .Select(it => new VantagePlace(it.Name, $"{it.Name} in network {network}", it, network)).ToList();
        return await EnterAsync(cluster, places, overlay, images, token);
    }

    /// <param name="cluster">The cluster.</param>
    /// <param name="service">The service; its image needs no tools.</param>
    /// <param name="images">Where the probe's image is built; null if nothing can build it.</param>
    /// <param name="token">Ends the attempt; nothing is left then.</param>
    public static async Task<VantagePoints> EnterTasksAsync(Cluster cluster, Service service, Engine? images, CancellationToken token)
    {
        var placement = await service.ReadPlacementAsync(token);
        var places = placement.Running.Where(it => it.ContainerId is not null)
            .Select(it => VantagePlace.In(it, cluster)).ToList();
        if (places.Count == 0) throw ServiceException.NoTaskRuns(placement);
        return await EnterAsync(cluster, places, null, images, token);
    }

    private static async Task<VantagePoints> EnterAsync(Cluster cluster, IReadOnlyList<VantagePlace> places, NetworkResponse? network, Engine? images, CancellationToken token)
    {
        var image = await ProbeImage.BringAsync(images, [.. places.Select(it => it.Node)], token);
        var containers = new VantageContainers(cluster);
        if (network is not null) containers.AreIn(network.ID);
        try
        {
            var points = await Task.WhenAll(places.Select(it => containers.EnterAsync(it, image, token)));
            return new VantagePoints(containers, points, network?.Name);
        }
        catch (Exception e)
        {
            await Undo.AfterAsync(e, containers.DisposeAsync);
            throw;
        }
    }

    private static async Task<NetworkResponse> FindAsync(Cluster cluster, string name, CancellationToken token)
    {
        var overlays = (await cluster.Client.Networks.ListNetworksAsync(new NetworksListParameters(), token)).Where(it => it is { Scope: "swarm", Ingress: false }).ToList();
        return overlays.FirstOrDefault(it => it.Name == name || it.ID == name) ?? throw ClusterException.NetworkNotFound(name, [.. overlays.Select(it => it.Name).Order(StringComparer.Ordinal)]);
    }
}
