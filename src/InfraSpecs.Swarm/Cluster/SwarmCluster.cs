using Docker.DotNet;
using InfraSpecs.Registry;

namespace InfraSpecs.Swarm;

/// <summary>A Swarm of several nodes, ready to run services.</summary>
public sealed class SwarmCluster : IAsyncDisposable
{
    private readonly ClusterParts _parts;

    internal SwarmCluster(ClusterParts parts, TimeProvider time, IReadOnlyDictionary<string, string> labels) =>
        (_parts, Time, Labels) = (parts, time, labels);

    /// <summary>The nodes, managers first.</summary>
    public IReadOnlyList<Node> Nodes => _parts.Nodes;

    /// <summary>The first manager.</summary>
    public Node Manager => Nodes[0];

    /// <summary>The cluster's registry, which its nodes know as "registry:5000".</summary>
    /// <exception cref="InvalidOperationException">The cluster was attached to, and has the registry that its owner gave it.</exception>
    public RegistryServer Registry => _parts.Registry ?? throw new InvalidOperationException("A cluster that was attached to has no registry of InfraSpecs.");

    /// <summary>The raw Docker API of a manager that can be asked, for what InfraSpecs does not say. Label what you make with <see cref="Labels"/>.</summary>
    public IDockerClient Client => (Nodes.FirstOrDefault(it => it.IsManager && it.IsOpen) ?? Manager).Client;

    /// <summary>The labels of every service, network, secret and config that is made through this object.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; }

    internal TimeProvider Time { get; }

    /// <summary>The node of this name.</summary>
    /// <param name="name">The host name: "worker01".</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Node this[string name] => Nodes.FirstOrDefault(it => it.Name == name)
        ?? throw new ArgumentException($"The cluster has no node '{name}'; it has {string.Join(", ", Nodes)}.", nameof(name));

    /// <summary>Starts a registry and nodes side by side, and makes them one Swarm. Nothing is left if that fails or is cancelled.</summary>
    /// <param name="engine">Where; it must allow privileged containers.</param>
    /// <param name="options">How many nodes, and how they are.</param>
    /// <param name="token">Ends the start.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    /// <exception cref="ImageUnavailableException">An image cannot be had.</exception>
    /// <exception cref="ImageBuildException">An image source could not be built.</exception>
    /// <exception cref="ContainerStartException">The engine refused to start a container; one that allows no privileged containers does.</exception>
    /// <exception cref="ContainerExitedException">A node ended; the message has the tail of its log.</exception>
    /// <exception cref="WaitTimedOutException">Not all nodes were ready within <see cref="SwarmOptions.ReadyWithin"/>.</exception>
    public static async Task<SwarmCluster> StartAsync(Engine engine, SwarmOptions options, CancellationToken token)
    {
        options.Validate();
        return await ClusterStart.RunAsync(engine, options, token);
    }

    /// <summary>The nodes as the managers see them now.</summary>
    /// <param name="token">Ends the look-up.</param>
    public Task<ClusterNodes> ReadNodesAsync(CancellationToken token) => ClusterNodes.ReadAsync(Client, token);

    /// <summary>Where a port of <see cref="SwarmOptions.ManagerPorts"/> is reached from here.</summary>
    /// <param name="port">The port on the manager, as a service publishes it.</param>
    public (string Host, ushort Port) GetPublishedAddress(int port) =>
        (Manager.Container ?? throw new NodeUnreachableException(Manager.Name, "it is a machine, whose ports are reached as they are")).GetPublishedAddress(port);

    /// <summary>Removes the nodes with all that runs on them, the registry and the network.</summary>
    public ValueTask DisposeAsync() => _parts.DisposeAsync();
}
