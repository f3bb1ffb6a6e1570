using Docker.DotNet;

namespace InfraSpecs.Swarm;

/// <summary>A node of a Swarm: an engine of its own, in a container that this process started, or on a machine that it was told of.</summary>
public sealed partial class Node : IAsyncDisposable
{
    internal Node(ClusterMembers members, NodeState state, NodeConnection connection)
    {
        (Members, Name, SwarmId, IsManager, Connection) = (members, state.Name, state.Id, state.IsManager, connection);
        Intended = state;
    }

    /// <summary>Its host name: "worker01".</summary>
    public string Name { get; }

    /// <summary>Its id in the Swarm; it has another one after it left and joined again.</summary>
    public string SwarmId { get; internal set; }

    /// <summary>It was made, or last promoted, to be a manager.</summary>
    public bool IsManager { get; internal set; }

    /// <summary>It is cut off from the other nodes, by <see cref="DisconnectAsync"/>.</summary>
    public bool IsDisconnected { get; internal set; }

    /// <summary>The raw Docker API of the node's own engine: its images, and the containers of the tasks on it.</summary>
    /// <exception cref="ClusterException">It was stopped or killed, or it is a machine of whose engine no address was given.</exception>
    public IDockerClient Client => Connection.Client;

    /// <summary>The container that the node is; null for a machine.</summary>
    public Container? Container => Connection.Container;

    /// <summary>Where a port that a service publishes on this node is reached from here: "http://127.0.0.1:32768/".</summary>
    /// <param name="port">The port on the node: of a cluster that was started, one of <see cref="SwarmOptions.ManagerPorts"/> for the first manager, one of
    /// <see cref="SwarmOptions.WorkerPorts"/> for a worker. Ports of machines are reached as they are.</param>
    /// <exception cref="ClusterException">The node was started without this port, or it does not run.</exception>
    public Uri Endpoint(int port)
    {
        try
        {
            return Connection.EndpointOf(port);
        }
        catch (InvalidOperationException e)
        {
            throw ClusterException.PortNotPublished(Name, port, e);
        }
    }

    /// <summary>The nodes of its cluster, itself among them.</summary>
    internal ClusterMembers Members { get; }

    internal NodeConnection Connection { get; }

    /// <summary>Labels, role and availability that it has when nobody has changed them, for a reset.</summary>
    internal NodeState Intended { get; set; }

    /// <summary>What was changed of these through this object.</summary>
    internal NodeBefore Before { get; } = new();

    /// <summary>Its engine's API can be asked.</summary>
    internal bool IsOpen => Connection.IsOpen;

    /// <summary>It is a manager that can be asked, and that hears of the others.</summary>
    internal bool IsReachableManager => IsManager && IsOpen && !IsDisconnected;

    /// <summary>Removes the node's container with its images and tasks; a machine is left alone. <see cref="RemoveAsync"/> makes it
    /// leave the Swarm first.</summary>
    public ValueTask DisposeAsync() => Connection.DisposeAsync();

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The container, for verbs that a machine does not have.</summary>
    /// <exception cref="ClusterException">It is a machine.</exception>
    internal Container RequireContainer(string verb) => Container ?? throw ClusterException.NodeIsMachine(Name, verb);
}
