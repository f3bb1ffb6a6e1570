using DotNet.Testcontainers.Builders;
using InfraSpecs.Registry;

namespace InfraSpecs.Swarm;

/// <summary>What cluster to start.</summary>
public sealed record SwarmOptions
{
    // More than this no machine has.
    internal const double MostCpus = 1024;
    internal const long MostMemory = 1L << 50;

    /// <summary>How many managers. With an even number, one more may be lost than with one less, but no more: so it is odd.</summary>
    /// <value>Default 1. The first is named "manager", others "manager02" and so on.</value>
    public int Managers { get; init; } = 1;

    /// <summary>How many workers.</summary>
    /// <value>Default 3, named "worker01" to "worker03".</value>
    public int Workers { get; init; } = 3;

    /// <summary>A Docker engine in a container: an image source by name, or a reference, as docker:28-dind.</summary>
    /// <value>Default "dind".</value>
    public string Image { get; init; } = "dind";

    /// <summary>The cluster's registry. All nodes trust it, know it as "registry:5000", and ask it first for images of the default registry, so
    /// that what was pushed as example/echo:latest is found by that name.</summary>
    /// <value>Default a registry without users and without TLS, in the cluster's own network. Network and Alias are set by the cluster.</value>
    public RegistryOptions Registry { get; init; } = new();

    /// <summary>Labels of nodes, by the node's name.</summary>
    /// <value>Default none.</value>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> NodeLabels { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>More arguments for dockerd, on all nodes: "--default-ulimit=nofile=1024".</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<string> EngineArguments { get; init; } = [];

    /// <summary>Ports of the manager that are reached from here, by <see cref="SwarmCluster.Endpoint"/>: those that services publish.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<int> ManagerPorts { get; init; } = [];

    /// <summary>Ports of each worker that are reached from here, by <see cref="Node.Endpoint"/>: those of the routing mesh, which answer on every node, and
    /// those that a task's node publishes.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<int> WorkerPorts { get; init; } = [];

    /// <summary>How many processors each node may use, as 0.5.</summary>
    /// <value>Default null: as many as there are.</value>
    public double? NodeCpus { get; init; }

    /// <summary>How much memory each node may use, with all its tasks, in bytes; 128 MiB or more.</summary>
    /// <value>Default null: as much as there is.</value>
    public long? NodeMemory { get; init; }

    /// <summary>Processors and memory of single nodes, by the node's name. What one of them says holds before <see cref="NodeCpus"/> and <see cref="NodeMemory"/>.</summary>
    /// <value>Default none.</value>
    public IReadOnlyDictionary<string, NodeLimits> NodeLimits { get; init; } = new Dictionary<string, NodeLimits>();

    /// <summary>How often nodes tell the managers that they live. A node counts as down once it has missed three (swarmkit's dispatcher).</summary>
    /// <value>Default null: the engine's own, 5 s, so that a lost node is noticed after some 15 s. With 1 s it takes 3 s, on a machine that is not
    /// so busy that a node is silent for as long. An election of managers is not affected: it takes 10 to 20 s.</value>
    public TimeSpan? DispatcherHeartbeat { get; init; }

    /// <summary>Images that each node has from the beginning, by their own names: image sources, or references that this engine has.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<string> Preload { get; init; } = [];

    /// <summary>How long all nodes may take until they are ready, and how long each verb of a node waits for its effect.</summary>
    /// <value>Default 60 s.</value>
    public TimeSpan ReadyWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Changes the description of each node's container last, before it is created.</summary>
    /// <value>Default null: nothing.</value>
    public Func<ContainerBuilder, ContainerBuilder>? Configure { get; init; }

    /// <summary>The names of the nodes, managers first.</summary>
    internal IReadOnlyList<string> ManagerNames => [.. Enumerable.Range(1, Managers).Select(it => it == 1 ? "manager" : $"manager{it:00}")];

    /// <summary>The names of the workers.</summary>
    internal IReadOnlyList<string> WorkerNames => [.. Enumerable.Range(1, Workers).Select(it => $"worker{it:00}")];

    /// <summary>The names of all nodes, managers first.</summary>
    internal IReadOnlyList<string> NodeNames => [.. ManagerNames, .. WorkerNames];

    /// <summary>How many processors a node may use; null for as many as there are.</summary>
    internal double? CpusOf(string node) => NodeLimits.GetValueOrDefault(node)?.Cpus ?? NodeCpus;

    /// <summary>How much memory a node may use, in bytes; null for as much as there is.</summary>
    internal long? MemoryOf(string node) => NodeLimits.GetValueOrDefault(node)?.Memory ?? NodeMemory;

    /// <param name="reuse">The name under which the cluster is kept; null for one that ends with its disposal.</param>
    internal void Validate(string? reuse = null)
    {
        InvalidOptionsException.ThrowIfAny(this, () =>
        [
            (!HasManagers, $"Managers is {Managers}; it must be 1, 3, 5 or 7."),
            (!HasWorkers, $"Workers is {Workers}; it must be from 0 to 99."),
            (string.IsNullOrWhiteSpace(Image), "Image is empty; name an image source or an image."),
            Strangers(nameof(NodeLabels), NodeLabels.Keys),
            Strangers(nameof(NodeLimits), NodeLimits.Keys),
            (IsWrong(NodeCpus), $"NodeCpus is {NodeCpus}; it must be from 0.01 to {MostCpus}."),
            (IsWrong(NodeMemory), $"NodeMemory is {NodeMemory} bytes; it must be from 128 MiB, which an engine needs, to 1 PiB."),
            .. NodeLimits.SelectMany(it => WrongLimits(it.Key, it.Value)),
            (HasWrongPort(ManagerPorts), $"ManagerPorts has {string.Join(", ", ManagerPorts)}; ports are from 1 to 65535, and {NodeConnection.EnginePort} is the engine's own."),
            (HasWrongPort(WorkerPorts), $"WorkerPorts has {string.Join(", ", WorkerPorts)}; ports are from 1 to 65535, and {NodeConnection.EnginePort} is the engine's own."),
            (Registry.Network is not null, $"Registry.Network is {Registry.Network}; the cluster's registry is in the cluster's network."),
            (Preload.Any(string.IsNullOrWhiteSpace), "Preload has an empty name; name image sources or images."),
            (reuse is not null && !ReuseMark.IsNamedWell(reuse), $"The name of the cluster is '{reuse}'; a name has up to 40 letters, digits, '-', '_' and '.', and begins with a letter or digit."),
            (reuse is not null && (Configure ?? Registry.Configure) is not null, "Configure is set; what it does cannot be compared between runs."),
            (reuse is not null && Registry.Tls, "Registry.Tls is set; the registry's certificate authority ends with this process."),
            (reuse is not null && Registry.Data is not null, "Registry.Data is set; the volume ends with this process."),
            (DispatcherHeartbeat is { } beat && beat < TimeSpan.FromSeconds(1), $"DispatcherHeartbeat is {DispatcherHeartbeat}; it must be 1 s or more."),
            (ReadyWithin <= TimeSpan.Zero, $"ReadyWithin is {ReadyWithin}; it must be more than zero."),
        ]);
        Registry.Validate();
    }

    private bool HasManagers => Managers is 1 or 3 or 5 or 7;

    private bool HasWorkers => Workers is >= 0 and <= 99;

    // No names are made of numbers that are out of range.
    private (bool, string) Strangers(string property, IEnumerable<string> names)
    {
        List<string> strangers = HasManagers && HasWorkers ? [.. names.Except(NodeNames)] : [];
        return (strangers.Count > 0, $"{property} names {string.Join(", ", strangers)}; the nodes are manager, worker01 and so on: {Managers} and {Workers}.");
    }

    private static IEnumerable<(bool, string)> WrongLimits(string node, NodeLimits limits) =>
    [
        (IsWrong(limits.Cpus), $"NodeLimits[{node}].Cpus is {limits.Cpus}; it must be from 0.01 to {MostCpus}."),
        (IsWrong(limits.Memory), $"NodeLimits[{node}].Memory is {limits.Memory} bytes; it must be from 128 MiB, which an engine needs, to 1 PiB."),
    ];

    private static bool IsWrong(double? cpus) => cpus is < 0.01 or > MostCpus;

    private static bool IsWrong(long? memory) => memory is < 128L << 20 or > MostMemory;

    private static bool HasWrongPort(IReadOnlyList<int> ports) => ports.Any(it => it is < 1 or > 65535 or NodeConnection.EnginePort);
}
