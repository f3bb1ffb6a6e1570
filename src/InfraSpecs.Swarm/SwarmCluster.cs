using Docker.DotNet;
using InfraSpecs.Registry;

namespace InfraSpecs.Swarm;

/// <summary>A Swarm of several nodes, ready to run services.</summary>
public sealed partial class SwarmCluster : IAsyncDisposable
{
    private readonly Cluster _cluster;

    private SwarmCluster(Cluster cluster)
    {
        _cluster = cluster;
        cluster.Tasks = InnerContainers.Observe("what tasks printed last", token => TaskEvidence.FindAsync(cluster, _ => true, token));
    }

    /// <summary>The nodes, managers first.</summary>
    public IReadOnlyList<Node> Nodes => _cluster.Nodes;

    /// <summary>The first manager.</summary>
    public Node Manager => Nodes[0];

    /// <summary>The cluster's registry, which its nodes know as "registry:5000".</summary>
    /// <exception cref="InvalidOperationException">The cluster was attached to, and has the registry that its owner gave it.</exception>
    public RegistryServer Registry => _cluster.Registry;

    /// <summary>The raw Docker API of a manager that can be asked, for what InfraSpecs does not say. Label what you make with <see cref="Labels"/>.
    /// Another one answers when a manager was killed, stopped, demoted or disconnected: take it anew for each question.</summary>
    public IDockerClient Client => _cluster.Client;

    /// <summary>The labels of every service, network, secret and config that is made through this object.</summary>
    public IReadOnlyDictionary<string, string> Labels => _cluster.Labels;

    /// <summary>The node of this name.</summary>
    /// <param name="name">The host name: "worker01".</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Node this[string name] => Nodes.FirstOrDefault(it => it.Name == name)
        ?? throw new ArgumentException($"The cluster has no node '{name}'; it has {string.Join(", ", Nodes)}.", nameof(name));

    /// <inheritdoc cref="StartAsync(Engine, SwarmOptions, CancellationToken)"/>
    public static Task<SwarmCluster> StartAsync(Engine engine, CancellationToken token) => StartAsync(engine, new SwarmOptions(), token);

    /// <summary>Starts a registry and nodes side by side, and makes them one Swarm. Nothing is left if that fails or is cancelled.</summary>
    /// <param name="engine">Where; it must allow privileged containers.</param>
    /// <param name="options">How many nodes, and how they are.</param>
    /// <param name="token">Ends the start.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    /// <exception cref="ClusterException">The engine's machine has not enough memory for it, or allows no privileged containers. A node was not ready within
    /// <see cref="SwarmOptions.ReadyWithin"/>, or could not join. A kept cluster is in use. The reason says which.</exception>
    /// <exception cref="ImageException">An image cannot be had, or an image source could not be built.</exception>
    /// <exception cref="ContainerException">The engine refused to start a container, or a node ended; the message has the tail of its log.</exception>
    public static async Task<SwarmCluster> StartAsync(Engine engine, SwarmOptions options, CancellationToken token)
    {
        options.Validate();
        return await Recording.WorkAsync("setup", $"cluster of {FailureText.Count(options.Managers + options.Workers, "node")}", async () =>
            new SwarmCluster(await ClusterStart.GuardAsync(engine, options, linked => ClusterStart.RunAsync(engine, options, null, linked), token)));
    }

    /// <summary>
    /// Uses a cluster that runs on between runs, under a name. Who asks for the same name, options and images gets it again, reset and verified; who asks for the
    /// same name and anything else gets a new one in its place. One at a time uses it, others wait. <see cref="RemoveReusedAsync"/> ends it.
    /// </summary>
    /// <param name="engine">Where; it must allow privileged containers.</param>
    /// <param name="name">The cluster's name: up to 40 letters, digits, "-", "_" and ".".</param>
    /// <param name="options">How many nodes, and how they are. Nothing in them may end with this process.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <returns>The cluster. Disposing it resets it, and leaves it running.</returns>
    /// <inheritdoc cref="StartAsync(Engine, SwarmOptions, CancellationToken)" path="/exception"/>
    public static async Task<SwarmCluster> ReuseAsync(Engine engine, string name, SwarmOptions options, CancellationToken token)
    {
        options.Validate(name);
        return new(await ClusterStart.GuardAsync(engine, options, linked => ReusedCluster.GetAsync(engine, name, options, linked), token));
    }

    /// <inheritdoc cref="AttachAsync(Uri, AttachOptions, CancellationToken)"/>
    public static Task<SwarmCluster> AttachAsync(Uri manager, CancellationToken token) => AttachAsync(manager, new AttachOptions(), token);

    /// <summary>Uses a Swarm that is there, of real machines. Specs run on it as on one that was started, except for verbs that would touch a machine.</summary>
    /// <param name="manager">The address of a manager's engine: tcp://10.0.0.5:2376, or unix:///var/run/docker.sock.</param>
    /// <param name="options">Certificates, and the addresses of other nodes' engines.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <returns>The cluster. Disposing it removes what was made through it, and puts back what was changed on nodes through it; nothing else.</returns>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    /// <exception cref="ClusterException">The engine does not answer, does not take or show the right certificate, or is no manager; the message
    /// has its words.</exception>
    public static async Task<SwarmCluster> AttachAsync(Uri manager, AttachOptions options, CancellationToken token)
    {
        options.Validate(manager);
        return new(await ClusterAttach.RunAsync(manager, options, token));
    }

    /// <summary>Ends a cluster that <see cref="ReuseAsync"/> kept, with its images and its registry.</summary>
    /// <param name="engine">The engine it is on.</param>
    /// <param name="name">Its name.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="ClusterException">Somebody uses it.</exception>
    public static Task<bool> RemoveReusedAsync(Engine engine, string name, CancellationToken token) => ReusedCluster.RemoveAsync(engine, name, token);

    /// <summary>The nodes as the managers see them now.</summary>
    /// <param name="token">Ends the look-up.</param>
    /// <exception cref="ClusterException">The managers have no leader (see <see cref="WaitForLeaderAsync"/>), or none can be asked.</exception>
    public Task<ClusterNodes> ReadNodesAsync(CancellationToken token) => _cluster.ReadNodesAsync(token);

    /// <summary>Waits until the managers have a leader that answers: after the loss of one, another.</summary>
    /// <param name="token">Stops waiting.</param>
    /// <returns>The leader.</returns>
    /// <exception cref="WaitException">There is none within <see cref="SwarmOptions.ReadyWithin"/>; most often too few managers are left.</exception>
    public Task<Node> WaitForLeaderAsync(CancellationToken token) => Wait.UntilAsync("leader of the managers", async linked =>
    {
        var (nodes, why) = await _cluster.Members.TryReadNodesAsync(linked);
        if (nodes is null) return Probe.NotYet<Node>(why);
        if (nodes.Leader is not { } leader) return Probe.NotYet<Node>("no manager leads");
        return Nodes.FirstOrDefault(it => it.SwarmId == leader.Id) is { } node && (node.IsReachableManager || node.Container is null)
            ? Probe.Ready(node)
            : Probe.NotYet<Node>($"the managers still follow {leader.Name}");
    }, _cluster.ReadyWithin, token, _cluster.Time);

    /// <summary>What another node needs to join this cluster.</summary>
    /// <param name="forManagers">It is to become a manager.</param>
    /// <param name="token">Ends the look-up.</param>
    public async Task<SwarmJoinToken> ReadJoinTokenAsync(bool forManagers, CancellationToken token)
    {
        var manager = _cluster.Members.ReachableManager.Connection;
        var info = (await manager.Client.System.GetSystemInfoAsync(token)).Swarm;
        return await manager.ReadJoinTokenAsync(info.NodeAddr, forManagers, token);
    }

    /// <summary>
    /// Makes the cluster as it was: removes every service with its tasks, every network but ingress, secret and config, and on the nodes every
    /// container and volume; starts and connects nodes, and puts their labels, roles and availability back. Returns when all of that is seen. Images on
    /// the nodes and in the registry stay. Of a cluster that was attached to, only what was made and changed through this object.
    /// </summary>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="ClusterException">Something did not go within <see cref="SwarmOptions.ReadyWithin"/>.</exception>
    public Task ResetAsync(CancellationToken token) => ClusterReset.RunAsync(_cluster, token);

    /// <summary>Where a port that a service publishes on the manager is reached from here: "http://127.0.0.1:32768/".</summary>
    /// <param name="port">The port on the manager: of a cluster that was started, one of <see cref="SwarmOptions.ManagerPorts"/>. Ports of machines are
    /// reached as they are.</param>
    /// <exception cref="ClusterException">The manager was started without this port, or it does not run.</exception>
    public Uri Endpoint(int port) => Manager.Endpoint(port);

    /// <summary>Removes the nodes with all that runs on them, the registry and the network. A cluster of <see cref="ReuseAsync"/> is reset and
    /// runs on; of one that was attached to, only what was made through this object is removed.</summary>
    /// <exception cref="ClusterException">A cluster that stays could not be reset.</exception>
    public async ValueTask DisposeAsync()
    {
        if (_cluster.Tasks is { } tasks) await tasks.DisposeAsync();
        await _cluster.DisposeAsync();
    }
}
