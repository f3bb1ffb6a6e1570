namespace InfraSpecs.Swarm;

/// <content>Networks, views from inside them, and ports that lead into them.</content>
public sealed partial class SwarmCluster
{
    /// <inheritdoc cref="CreateNetworkAsync(string, SwarmNetworkOptions, CancellationToken)"/>
    public Task<SwarmNetwork> CreateNetworkAsync(string name, CancellationToken token) => CreateNetworkAsync(name, new SwarmNetworkOptions(), token);

    /// <summary>Creates an overlay network.</summary>
    /// <param name="name">Its name, unique in the cluster.</param>
    /// <param name="options">Who may join it.</param>
    /// <param name="token">Honoured before the managers are asked.</param>
    /// <exception cref="ServiceException">There is one of this name, or no address range is left.</exception>
    public Task<SwarmNetwork> CreateNetworkAsync(string name, SwarmNetworkOptions options, CancellationToken token) =>
        SwarmNetwork.CreateAsync(_cluster, name, options, token);

    /// <summary>Puts a vantage point on every node that is ready, in an overlay network.</summary>
    /// <param name="network">The network's name; it must be attachable.</param>
    /// <param name="token">Ends the attempt; nothing is left then.</param>
    /// <exception cref="ClusterException">There is no such network, or only tasks of services may join it. A node's own engine cannot be asked, or does not take the
    /// probe. The cluster was attached to, and has no engine that could build the probe. The reason says which.</exception>
    public Task<VantagePoints> EnterNetworkAsync(string network, CancellationToken token) => EnterNetworkAsync(network, _cluster.Engine, token);

    /// <summary>Puts a vantage point on every node that is ready, in an overlay network, with the probe's image from an engine: for clusters that were attached to.</summary>
    /// <param name="network">The network's name; it must be attachable.</param>
    /// <param name="images">Where the probe's image is built; of the same architecture as the nodes.</param>
    /// <param name="token">Ends the attempt; nothing is left then.</param>
    /// <inheritdoc cref="EnterNetworkAsync(string, CancellationToken)" path="/exception"/>
    public Task<VantagePoints> EnterNetworkAsync(string network, Engine? images, CancellationToken token) =>
        VantageEntry.EnterNetworkAsync(_cluster, network, images, token);

    /// <summary>Puts a vantage point into the network namespace of each running task of a service: it sees what the task sees, and its 127.0.0.1 is the task's.</summary>
    /// <param name="service">The service; its image needs no tools.</param>
    /// <param name="token">Ends the attempt; nothing is left then.</param>
    /// <exception cref="ServiceException">No task of it runs.</exception>
    /// <exception cref="ClusterException">A node's own engine cannot be asked, or does not take the probe. The cluster was attached to, and has no engine that could build
    /// the probe. The reason says which.</exception>
    public Task<VantagePoints> EnterTasksAsync(Service service, CancellationToken token) => EnterTasksAsync(service, _cluster.Engine, token);

    /// <summary>Puts a vantage point into the network namespace of each running task of a service, with the probe's image from an engine: for clusters that were
    /// attached to.</summary>
    /// <param name="service">The service; its image needs no tools.</param>
    /// <param name="images">Where the probe's image is built; of the same architecture as the nodes.</param>
    /// <param name="token">Ends the attempt; nothing is left then.</param>
    /// <inheritdoc cref="EnterTasksAsync(Service, CancellationToken)" path="/exception"/>
    public Task<VantagePoints> EnterTasksAsync(Service service, Engine? images, CancellationToken token) =>
        VantageEntry.EnterTasksAsync(_cluster, service, images, token);

    /// <summary>Forwards a port of this machine to a port of a service's running tasks, in turns, as they run when a connection is made.</summary>
    /// <param name="service">The service; it must listen on 127.0.0.1 or on every address, and its image needs no tools.</param>
    /// <param name="port">The port in its tasks; nothing needs to publish it.</param>
    /// <param name="token">Ends the attempt; nothing is left then.</param>
    /// <exception cref="ServiceException">No task of it runs.</exception>
    /// <exception cref="ClusterException">A node's own engine cannot be asked, or does not take the probe. The cluster was attached to, and has no engine that could build
    /// the probe. The reason says which.</exception>
    public Task<PortForward> ForwardAsync(Service service, int port, CancellationToken token) => ForwardAsync(service, port, _cluster.Engine, token);

    /// <summary>Forwards a port of this machine to a port of a service's running tasks, with the probe's image from an engine: for clusters that were attached to.</summary>
    /// <param name="service">The service; it must listen on 127.0.0.1 or on every address, and its image needs no tools.</param>
    /// <param name="port">The port in its tasks; nothing needs to publish it.</param>
    /// <param name="images">Where the probe's image is built; of the same architecture as the nodes.</param>
    /// <param name="token">Ends the attempt; nothing is left then.</param>
    /// <inheritdoc cref="ForwardAsync(Service, int, CancellationToken)" path="/exception"/>
    public Task<PortForward> ForwardAsync(Service service, int port, Engine? images, CancellationToken token) => ForwardStart.RunAsync(_cluster, service, port, images, token);

    /// <summary>Forwards a port of this machine to a port of a node, as it is reached on the node itself: one that a service publishes with mode host, for instance.</summary>
    /// <param name="node">The node.</param>
    /// <param name="port">The port on the node.</param>
    /// <param name="token">Ends the attempt; nothing is left then.</param>
    /// <exception cref="ClusterException">The node's own engine cannot be asked, or does not take the probe. The cluster was attached to, and has no engine that could build
    /// the probe. The reason says which.</exception>
    public Task<PortForward> ForwardAsync(Node node, int port, CancellationToken token) => ForwardAsync(node, port, _cluster.Engine, token);

    /// <summary>Forwards a port of this machine to a port of a node, with the probe's image from an engine: for clusters that were attached to.</summary>
    /// <param name="node">The node.</param>
    /// <param name="port">The port on the node.</param>
    /// <param name="images">Where the probe's image is built; of the same architecture as the node.</param>
    /// <param name="token">Ends the attempt; nothing is left then.</param>
    /// <inheritdoc cref="ForwardAsync(Node, int, CancellationToken)" path="/exception"/>
    public Task<PortForward> ForwardAsync(Node node, int port, Engine? images, CancellationToken token) => ForwardStart.RunAsync(_cluster, node, port, images, token);
}
