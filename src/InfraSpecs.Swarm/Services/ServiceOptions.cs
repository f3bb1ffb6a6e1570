using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>What service to create. What is null is left to the engine, whose own default is named with each.</summary>
public sealed record ServiceOptions
{
    /// <summary>Its name: letters, digits, "-", "_" and "."; unique in the cluster.</summary>
    public required string Name { get; init; }

    /// <summary>The image, as the nodes know it: "example/echo:latest", "registry:5000/example/echo". Where a manager finds it in a registry, its digest
    /// is added, so that all nodes run the same one, and its platforms, so that only nodes that can run it get tasks.</summary>
    public required string Image { get; init; }

    /// <summary>How many tasks there are, and whether they run on or end.</summary>
    /// <value>Default <see cref="ServiceMode.Replicated"/>.</value>
    public ServiceMode Mode { get; init; } = ServiceMode.Replicated;

    /// <summary>How many tasks; of a replicated job, how many must complete.</summary>
    /// <value>Default 1. Has no meaning for the global modes.</value>
    public int Replicas { get; init; } = 1;

    /// <summary>How many tasks of a replicated job run at a time.</summary>
    /// <value>Default null: all that must complete.</value>
    public int? Concurrency { get; init; }

    /// <summary>The program with its first arguments, in place of the image's entrypoint.</summary>
    /// <value>Default none: the image's.</value>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>The arguments, in place of the image's command.</summary>
    /// <value>Default none: the image's.</value>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Variables. Whoever may ask the managers reads them: passwords belong into <see cref="Secrets"/>.</summary>
    /// <value>Default none.</value>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Labels of the service, beside the session's own.</summary>
    /// <value>Default none.</value>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Where tasks may run: "node.role != manager", "node.labels.disk == ssd", "node.ip == 10.0.0.0/24", by node.id, node.hostname, node.platform.os,
    /// node.platform.arch and engine.labels.name too. All must hold. What names nothing that nodes have is refused; the managers themselves take it.</summary>
    /// <value>Default none: everywhere.</value>
    public IReadOnlyList<string> Constraints { get; init; } = [];

    /// <summary>Over what tasks are spread, first things first: "node.labels.rack" or "engine.labels.rack". They are spread over nodes in any case. A node
    /// without the label counts as one whose label is empty.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<string> Preferences { get; init; } = [];

    /// <summary>How many tasks a node may have.</summary>
    /// <value>Default null: any number.</value>
    public int? MaxReplicasPerNode { get; init; }

    /// <summary>How many processors a task may use, as 0.5.</summary>
    /// <value>Default null: as many as the node has.</value>
    public double? CpuLimit { get; init; }

    /// <summary>How much memory a task may use, in bytes; 4 MiB or more.</summary>
    /// <value>Default null: as much as the node has.</value>
    public long? MemoryLimit { get; init; }

    /// <summary>How many processors are kept free for a task, as 0.5. A node that has not so much left gets none.</summary>
    /// <value>Default null: none.</value>
    public double? CpuReservation { get; init; }

    /// <summary>How much memory is kept free for a task, in bytes; 4 MiB or more. A node that has not so much left gets none.</summary>
    /// <value>Default null: none.</value>
    public long? MemoryReservation { get; init; }

    /// <summary>How the engine finds out that a task is well.</summary>
    /// <value>Default null: the image's own, or none.</value>
    public TaskHealthCheck? HealthCheck { get; init; }

    /// <summary>Which tasks that end are replaced.</summary>
    /// <value>Default <see cref="RestartCondition.Any"/>, the engine's.</value>
    public RestartCondition RestartCondition { get; init; } = RestartCondition.Any;

    /// <summary>The time from the end of a task to the start of its replacement.</summary>
    /// <value>Default null: the engine's, 5 s.</value>
    public TimeSpan? RestartDelay { get; init; }

    /// <summary>How often a task is replaced at most.</summary>
    /// <value>Default null: the engine's, without end.</value>
    public int? RestartMaxAttempts { get; init; }

    /// <summary>Over what time attempts are counted.</summary>
    /// <value>Default null: the engine's, from the beginning.</value>
    public TimeSpan? RestartWindow { get; init; }

    /// <summary>How long a task that is to stop has, from SIGTERM to SIGKILL.</summary>
    /// <value>Default null: the engine's, 10 s.</value>
    public TimeSpan? StopGracePeriod { get; init; }

    /// <summary>Secrets of the cluster, which tasks find as files in /run/secrets.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<ServiceFile> Secrets { get; init; } = [];

    /// <summary>Configs of the cluster, which tasks find as files in their root folder.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<ServiceFile> Configs { get; init; } = [];

    /// <summary>Volumes and folders of the nodes that tasks see. Each node has its own volume of a name, made where there is none; one without a name is made for each
    /// task.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<ContainerMount> Mounts { get; init; } = [];

    /// <summary>Ports that are reached from outside.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<ServicePort> Ports { get; init; } = [];

    /// <summary>Networks, by name, in which tasks find each other's services by name.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<string> Networks { get; init; } = [];

    /// <summary>What the service's name means in its networks.</summary>
    /// <value>Default <see cref="EndpointMode.VirtualIp"/>, the engine's. It needs a kernel with IPVS.</value>
    public EndpointMode EndpointMode { get; init; } = EndpointMode.VirtualIp;

    /// <summary>How tasks are replaced by others when the service changes.</summary>
    /// <value>Default null: the engine's, one at a time, the old one stopped first, paused at the first failure.</value>
    public UpdatePolicy? Update { get; init; }

    /// <summary>The same, for the way back.</summary>
    /// <value>Default null: the engine's, as for updates.</value>
    public UpdatePolicy? Rollback { get; init; }

    /// <summary>How long it may take until the service is what these options say, wherever that is waited for.</summary>
    /// <value>Default 60 s.</value>
    public TimeSpan ConvergeWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long all tasks must have run before it counts. Jobs have no such window: what completed stays so.</summary>
    /// <value>Default null: 5 s, as with the docker CLI; 1 s for tasks with a health check, once it has succeeded. A task whose predecessor ended by itself must
    /// run that much longer than the predecessor did, up to 30 s in all. A time that is said holds for all tasks, whatever happened before.</value>
    public TimeSpan? StableFor { get; init; }

    /// <summary>How long a task may be without a node that suits it, with all nodes ready, before waiting for it is given up.</summary>
    /// <value>Default 3 s; <see cref="Timeout.InfiniteTimeSpan"/> for a spec that makes room meanwhile.</value>
    public TimeSpan UnplaceableFor { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The last word on the specification before the managers get it, also at updates.</summary>
    /// <value>Default null: nothing.</value>
    public Action<ServiceSpec>? Configure { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Mode switch
    {
        ServiceMode.Replicated => $"{Replicas} x ",
        ServiceMode.ReplicatedJob => $"job, {Replicas} x ",
        ServiceMode.GlobalJob => "job on every node, ",
        _ => "on every node, ",
    }}{Image}";

    internal void Validate() => InvalidOptionsException.ThrowIfAny(this, () => ServiceOptionsCheck.Run(this));
}
