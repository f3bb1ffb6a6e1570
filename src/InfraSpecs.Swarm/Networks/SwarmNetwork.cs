using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>What overlay network to create.</summary>
public sealed record SwarmNetworkOptions
{
    /// <summary>Containers that are no tasks may join it.</summary>
    /// <value>Default false.</value>
    public bool Attachable { get; init; }

    /// <summary>There is no way out of it.</summary>
    /// <value>Default false.</value>
    public bool Internal { get; init; }

    /// <summary>What the nodes say to each other in it is encrypted (IPsec). It needs a kernel that can.</summary>
    /// <value>Default false.</value>
    public bool Encrypted { get; init; }
}

/// <summary>An overlay network of a cluster, over all nodes.</summary>
public sealed class SwarmNetwork : IAsyncDisposable
{
    private readonly SwarmCluster _cluster;

    private SwarmNetwork(SwarmCluster cluster, string id, string name) => (_cluster, Id, Name) = (cluster, id, name);

    /// <summary>The ID that the managers gave it.</summary>
    public string Id { get; }

    /// <summary>Its name, by which <see cref="ServiceOptions.Networks"/> ask for it.</summary>
    public string Name { get; }

    /// <summary>Removes it, once the tasks of services that were removed are out of it.</summary>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="WaitException">It was still in use after 30 s.</exception>
    public Task RemoveAsync(CancellationToken token) =>
        SwarmObjectRemoval.WaitAsync(_cluster, new SwarmObject("network", Id, Name, null, null, []), token);

    /// <summary>Removes it. While a service or a container uses it, the cluster takes that over: it goes when the last of them was removed, at the latest when the
    /// cluster is reset or disposed.</summary>
    public async ValueTask DisposeAsync() => await _cluster.Postponed.RemoveOrPostponeAsync(_cluster, Id, RemoveAsync);

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal static async Task<SwarmNetwork> CreateAsync(SwarmCluster cluster, string name, SwarmNetworkOptions options, CancellationToken token)
    {
        var network = new NetworksCreateParameters
        {
            Name = name,
            Driver = "overlay",
            Attachable = options.Attachable,
            Internal = options.Internal,
            Labels = cluster.Labels.ToDictionary(),
            Options = options.Encrypted ? new Dictionary<string, string> { ["encrypted"] = "" } : [],
        };
        var created = await ManagerRequests.CreateAsync(cluster, "network", name, () => cluster.Client.Networks.CreateNetworkAsync(network, CancellationToken.None), token);
        cluster.Made.Add(created.ID);
        return new SwarmNetwork(cluster, created.ID, name);
    }
}

/// <summary>The overlay networks of a cluster.</summary>
public static class SwarmNetworks
{
    /// <inheritdoc cref="CreateNetworkAsync(SwarmCluster, string, SwarmNetworkOptions, CancellationToken)"/>
    public static Task<SwarmNetwork> CreateNetworkAsync(this SwarmCluster cluster, string name, CancellationToken token) =>
        cluster.CreateNetworkAsync(name, new SwarmNetworkOptions(), token);

    /// <summary>Creates an overlay network.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="name">Its name, unique in the cluster.</param>
    /// <param name="options">Who may join it.</param>
    /// <param name="token">Honoured before the managers are asked.</param>
    /// <exception cref="ServiceException">There is one of this name, or no address range is left.</exception>
    public static Task<SwarmNetwork> CreateNetworkAsync(this SwarmCluster cluster, string name, SwarmNetworkOptions options, CancellationToken token) =>
        SwarmNetwork.CreateAsync(cluster, name, options, token);
}
