using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>Entering the networks of a cluster, to look from inside.</summary>
public static class SwarmVantages
{
    /// <summary>Puts a vantage point on every node that is ready, in an overlay network.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="network">The network's name; it must be attachable.</param>
    /// <param name="token">Ends the attempt; nothing is left then.</param>
    /// <exception cref="VantageException">There is no such network.</exception>
    /// <exception cref="VantageException">Only tasks of services may join it.</exception>
    /// <exception cref="ClusterException">A node's own engine cannot be asked.</exception>
    /// <exception cref="VantageException">The cluster was attached to, and has no engine that could build the probe; or a node does not take it.</exception>
    public static Task<VantagePoints> EnterNetworkAsync(this SwarmCluster cluster, string network, CancellationToken token) =>
        EnterNetworkAsync(cluster, network, cluster.Engine, token);

    /// <summary>Puts a vantage point on every node that is ready, in an overlay network, with the probe's image from an engine: for clusters that were attached to.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="network">The network's name; it must be attachable.</param>
    /// <param name="images">Where the probe's image is built; of the same architecture as the nodes.</param>
    /// <param name="token">Ends the attempt; nothing is left then.</param>
    /// <inheritdoc cref="EnterNetworkAsync(SwarmCluster, string, CancellationToken)" path="/exception"/>
    public static async Task<VantagePoints> EnterNetworkAsync(this SwarmCluster cluster, string network, Engine? images, CancellationToken token)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(network);
        var (found, seen) = (FindAsync(cluster, network, token), cluster.ReadNodesAsync(token));
        var overlay = await found;
        if (!overlay.Attachable) throw VantageException.NetworkNotAttachable(network);
        var places = (await seen).All.Where(it => it.IsReady)
            .Select(it => cluster.NodeWithId(it.Id, it.Name)).OrderByDescending(it => it.IsManager).ThenBy(it => it.Name, StringComparer.Ordinal)
            .Select(it => new VantagePlace(it.Name, $"{it.Name} in network {network}", it, network)).ToList();
        return await EnterAsync(cluster, places, overlay, images, token);
    }

    /// <summary>Puts a vantage point into the network namespace of each running task of a service: it sees what the task sees, and its 127.0.0.1 is the task's.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="service">The service; its image needs no tools.</param>
    /// <param name="token">Ends the attempt; nothing is left then.</param>
    /// <exception cref="ServiceException">No task of it runs.</exception>
    /// <exception cref="ClusterException">A node's own engine cannot be asked.</exception>
    /// <exception cref="VantageException">The cluster was attached to, and has no engine that could build the probe; or a node does not take it.</exception>
    public static Task<VantagePoints> EnterTasksAsync(this SwarmCluster cluster, Service service, CancellationToken token) =>
        EnterTasksAsync(cluster, service, cluster.Engine, token);

    /// <summary>Puts a vantage point into the network namespace of each running task of a service, with the probe's image from an engine: for clusters that were
    /// attached to.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="service">The service; its image needs no tools.</param>
    /// <param name="images">Where the probe's image is built; of the same architecture as the nodes.</param>
    /// <param name="token">Ends the attempt; nothing is left then.</param>
    /// <inheritdoc cref="EnterTasksAsync(SwarmCluster, Service, CancellationToken)" path="/exception"/>
    public static async Task<VantagePoints> EnterTasksAsync(this SwarmCluster cluster, Service service, Engine? images, CancellationToken token)
    {
        var placement = await service.ReadPlacementAsync(token);
        var places = placement.Running.Where(it => it.ContainerId is not null)
            .Select(it => VantagePlace.In(it, cluster)).ToList();
        if (places.Count == 0) throw ServiceException.NoTaskRuns(placement);
        return await EnterAsync(cluster, places, null, images, token);
    }

    private static async Task<VantagePoints> EnterAsync(SwarmCluster cluster, IReadOnlyList<VantagePlace> places, NetworkResponse? network, Engine? images, CancellationToken token)
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

    private static async Task<NetworkResponse> FindAsync(SwarmCluster cluster, string name, CancellationToken token)
    {
        var overlays = (await cluster.Client.Networks.ListNetworksAsync(new NetworksListParameters(), token)).Where(it => it is { Scope: "swarm", Ingress: false }).ToList();
        return overlays.FirstOrDefault(it => it.Name == name || it.ID == name) ?? throw VantageException.NetworkNotFound(name, [.. overlays.Select(it => it.Name).Order(StringComparer.Ordinal)]);
    }
}
