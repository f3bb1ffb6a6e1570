using Docker.DotNet;
using Docker.DotNet.Models;
using InfraSpecs.Registry;

namespace InfraSpecs.Swarm;

/// <summary>A cluster, as services, stacks and views need it: its nodes, its managers, and what was made through it. <see cref="SwarmCluster"/> is what a spec holds.</summary>
/// <param name="parts">What ends with it.</param>
/// <param name="members">Its nodes.</param>
/// <param name="registry">Its registry; null where its owner gave it one.</param>
/// <param name="labels">The labels of what is made in it.</param>
internal sealed class Cluster(ClusterParts parts, ClusterMembers members, RegistryServer? registry, IReadOnlyDictionary<string, string> labels) : IAsyncDisposable
{
    public ClusterMembers Members => members;

    /// <summary>Managers first.</summary>
    public IReadOnlyList<Node> Nodes => members.Nodes;

    /// <exception cref="InvalidOperationException">The cluster was attached to, and has the registry that its owner gave it.</exception>
    public RegistryServer Registry => registry ?? throw new InvalidOperationException("A cluster that was attached to has no registry of InfraSpecs.");

    /// <summary>Of a manager that can be asked.</summary>
    public IDockerClient Client => members.Client;

    public IReadOnlyDictionary<string, string> Labels => labels;

    /// <summary>The engine that runs the nodes' containers; null for machines.</summary>
    public Engine? Engine => members.Engine;

    public TimeProvider Time => members.Time;

    public TimeSpan ReadyWithin => members.ReadyWithin;

    /// <summary>The machine that was attached to; null for a cluster that was started.</summary>
    public AttachedMachine? AttachedTo { get; init; }

    /// <summary>The containers of its tasks, as evidence of specs that fail; null where nothing is recorded.</summary>
    public InnerContainers? Tasks { get; set; }

    /// <summary>What was made through this object.</summary>
    public MadeObjects Made { get; } = new();

    /// <summary>What was to be removed through this object, and was in use.</summary>
    public PostponedRemovals Postponed { get; } = new();

    public Task<ClusterNodes> ReadNodesAsync(CancellationToken token) => members.ReachableManager.Connection.ReadNodesAsync(token);

    public ValueTask DisposeAsync() => parts.DisposeAsync();

    /// <summary>There is a manager that may answer: none is known to have ended.</summary>
    public bool HasManager => Nodes.Any(it => it is { IsManager: true, IsOpen: true });

    /// <summary>The account with which nodes pull an image; null where nobody is asked, or it is not of the cluster's registry.</summary>
    public AuthConfig? AccountFor(string image) =>
        registry is not null && image.StartsWith(registry.InternalAddress + "/", StringComparison.Ordinal) ? RegistryAccount.Find(registry.Options) : null;

    /// <summary>Its end is a reset. The lock is given back whatever happens.</summary>
    public void KeepAtDisposal(ReuseLock taken)
    {
        parts.BeforeDisposal = () => ClusterReset.RunAsync(this, CancellationToken.None);
        parts.AfterDisposal = async () =>
        {
            await using (taken)
            {
                // What was pushed has names on this engine that go with the server's object; the container is stopped by that, and is to run on.
                var id = Registry.Container.Id;
                await Registry.DisposeAsync();
                await Engine!.Client.Containers.StartContainerAsync(id, null, CancellationToken.None);
            }
        };
    }

    /// <summary>The node of a task, or of the managers' list.</summary>
    /// <exception cref="ClusterException">It joined behind this object's back.</exception>
    public Node NodeWithId(string swarmId, string name) =>
        Nodes.FirstOrDefault(it => it.SwarmId == swarmId) ?? throw ClusterException.NodeUnreachable(name, "it is not among the cluster's nodes");

    /// <summary>It was made through this object.</summary>
    public bool Owns(SwarmObject it) => Made.Has(it.Id) || IsLabelled(it.Labels);

    /// <summary>Something with these labels was made through this object.</summary>
    public bool IsLabelled(IDictionary<string, string>? there) => labels.All(it => there is not null && there.TryGetValue(it.Key, out var value) && value == it.Value);
}
