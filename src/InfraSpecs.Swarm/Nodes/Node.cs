using Docker.DotNet;
using DotNet.Testcontainers.Containers;

namespace InfraSpecs.Swarm;

/// <summary>A node of a Swarm: an engine of its own, in a container that this process started, or on a machine that it was told of.</summary>
public sealed class Node : IAsyncDisposable
{
    private readonly SwarmCluster _cluster;
    private readonly NodeDoor _door;

    internal Node(SwarmCluster cluster, string name, string swarmId, bool isManager, NodeDoor door) =>
        (_cluster, Name, SwarmId, IsManager, _door) = (cluster, name, swarmId, isManager, door);

    /// <summary>Its host name: "worker01".</summary>
    public string Name { get; }

    /// <summary>Its id in the Swarm.</summary>
    public string SwarmId { get; }

    /// <summary>It was made, or last promoted, to be a manager.</summary>
    public bool IsManager { get; }

    /// <summary>The raw Docker API of the node's own engine: its images, and the containers of the tasks on it.</summary>
    /// <exception cref="NodeUnreachableException">It was stopped or killed, or it is a machine of whose engine no address was given.</exception>
    public IDockerClient Client => _door.Client ?? throw new NodeUnreachableException(Name, _door.WhyClosed);

    /// <summary>The container that the node is; null for a machine.</summary>
    public IContainer? Container => _door.Container;

    /// <summary>Its engine's API can be asked.</summary>
    internal bool IsOpen => _door.Client is not null;

    /// <summary>Removes the node's container with its images and tasks; a machine is left alone.</summary>
    public ValueTask DisposeAsync() => _door.DisposeAsync();

    /// <inheritdoc/>
    public override string ToString() => Name;
}
