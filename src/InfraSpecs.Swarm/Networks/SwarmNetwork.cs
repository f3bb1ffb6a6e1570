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
    private readonly Cluster _cluster;

    private SwarmNetwork(Cluster cluster, string id, string name) => (_cluster, Id, Name) = (cluster, id, name);

    /// <summary>The ID that the managers gave it.</summary>
    public string Id { get; }

    /// <summary>Its name, by which <see cref="ServiceOptions.Networks"/> ask for it.</summary>
    public string Name { get; }

    /// <summary>Removes it, once the tasks of services that were removed are out of it.</summary>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="WaitException">It was still in use after 30 s.</exception>
    public Task RemoveAsync(CancellationToken token) =>
        ObjectRemoval.WaitAsync(_cluster, new SwarmObject(ObjectKind.Network, Id, Name, null, null, []), token);

    /// <summary>Removes it. While a service or a container uses it, the cluster takes that over: it goes when the last of them was removed, at the latest when the
    /// cluster is reset or disposed.</summary>
    public async ValueTask DisposeAsync() => await _cluster.Postponed.RemoveUnusedAsync(_cluster, Id, RemoveAsync);

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal static async Task<SwarmNetwork> CreateAsync(Cluster cluster, string name, SwarmNetworkOptions options, CancellationToken token)
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
        var id = await ManagerRequests.CreateAsync(
            cluster, ObjectKind.Network, name, async () => (await cluster.Client.Networks.CreateNetworkAsync(network, CancellationToken.None)).ID, token);
        return new SwarmNetwork(cluster, id, name);
    }
}
