using Docker.DotNet.Models;
using Api = Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>Options, said in the words of the engine's API.</summary>
internal static class ServiceSpecMapping
{
    /// <param name="options">What is wanted.</param>
    /// <param name="image">Its image, with the digest and the platforms if a registry knew it.</param>
    /// <param name="files">The ids of its secrets and configs, by their names.</param>
    /// <param name="labels">The session's labels.</param>
    /// <param name="forced">How often the tasks were replaced without a change.</param>
    public static ServiceSpec Map(
        ServiceOptions options, ImagePin image, ServiceFileIds files, IReadOnlyDictionary<string, string> labels, ulong forced = 0)
    {
        var spec = new ServiceSpec
        {
            Name = options.Name,
            Labels = Merged(labels, options.Labels),
            Mode = ModeOf(options),
            TaskTemplate = new TaskSpec
            {
                ContainerSpec = ContainerOf(options, image.Image, files, labels),
                Resources = new ResourceRequirements { Limits = LimitsOf(options), Reservations = ReservationsOf(options) },
                RestartPolicy = RestartsOf(options),
                Placement = PlacementOf(options, image.Platforms),
                Networks = [.. options.Networks.Select(it => new NetworkAttachmentConfig { Target = it })],
                ForceUpdate = forced,
            },
            UpdateConfig = PolicyOf(options.Update),
            RollbackConfig = PolicyOf(options.Rollback),
            EndpointSpec = new EndpointSpec
            {
                Mode = options.EndpointMode == EndpointMode.DnsRoundRobin ? "dnsrr" : "vip",
                Ports = [.. options.Ports.Select(PortOf)],
            },
        };
        options.Configure?.Invoke(spec);
        return spec;
    }

    private static Api.ServiceMode ModeOf(ServiceOptions options) => options.Mode switch
    {
        ServiceMode.Global => new Api.ServiceMode { Global = new GlobalService() },
        ServiceMode.GlobalJob => new Api.ServiceMode { GlobalJob = new GlobalJob() },
        ServiceMode.ReplicatedJob => new Api.ServiceMode
        {
            ReplicatedJob = new ReplicatedJob { TotalCompletions = (ulong)options.Replicas, MaxConcurrent = (ulong)(options.Concurrency ?? options.Replicas) },
        },
        _ => new Api.ServiceMode { Replicated = new ReplicatedService { Replicas = (ulong)options.Replicas } },
    };

    private static ContainerSpec ContainerOf(ServiceOptions options, string image, ServiceFileIds files, IReadOnlyDictionary<string, string> labels) => new()
    {
        Image = image,
        Command = options.Command.Count == 0 ? null : [.. options.Command],
        Args = options.Arguments.Count == 0 ? null : [.. options.Arguments],
        Env = [.. options.Environment.Select(it => $"{it.Key}={it.Value}")],

        // So that a task's container is known to be the session's on its node too.
        Labels = labels.ToDictionary(),

        // As the CLI has it: an engine whose own default is to add an init process does not surprise a service.
        Init = false,
        Healthcheck = HealthOf(options.HealthCheck),
        StopGracePeriod = options.StopGracePeriod,
        Mounts = [.. options.Mounts.Select(MountOf)],
        Secrets = [.. options.Secrets.Select(it => new SecretReference
        {
            SecretID = files.Secrets[it.Name],
            SecretName = it.Name,
            File = new SecretReferenceFileTarget { Name = it.Path ?? it.Name, UID = $"{it.UserId}", GID = $"{it.GroupId}", Mode = (uint)it.Mode },
        })],
        Configs = [.. options.Configs.Select(it => new SwarmConfigReference
        {
            ConfigID = files.Configs[it.Name],
            ConfigName = it.Name,
            File = new ConfigReferenceFileTarget { Name = it.Path ?? it.Name, UID = $"{it.UserId}", GID = $"{it.GroupId}", Mode = (uint)it.Mode },
        })],
    };

    private static Mount MountOf(ContainerMount mount) => new()
    {
        Type = mount.Kind.Word(),
        Source = mount.Kind switch { MountKind.Volume => mount.Name, MountKind.Bind => mount.Source, _ => null },
        Target = mount.Path,
        ReadOnly = mount.IsReadOnly,
    };

    private static HealthcheckConfig? HealthOf(TaskHealthCheck? check) => check is null ? null : new HealthcheckConfig
    {
        Test = check.Command.Count == 0 ? ["NONE"] : ["CMD", .. check.Command],
        Interval = check.Interval,
        Timeout = check.Timeout,
        Retries = check.Retries,
        StartPeriod = check.StartPeriod,
        StartInterval = check.StartInterval,
    };

    private static SwarmLimit LimitsOf(ServiceOptions options) => new() { NanoCPUs = Nano(options.CpuLimit), MemoryBytes = options.MemoryLimit };

    private static SwarmResources ReservationsOf(ServiceOptions options) => new() { NanoCPUs = Nano(options.CpuReservation), MemoryBytes = options.MemoryReservation };

    private static long? Nano(double? cpus) => (long?)(cpus * 1_000_000_000);

    private static SwarmRestartPolicy RestartsOf(ServiceOptions options) => new()
    {
        Condition = options.RestartCondition switch { RestartCondition.None => "none", RestartCondition.OnFailure => "on-failure", _ => "any" },
        Delay = options.RestartDelay,
        MaxAttempts = (ulong?)options.RestartMaxAttempts,
        Window = options.RestartWindow,
    };

    private static Api.Placement PlacementOf(ServiceOptions options, IReadOnlyList<SwarmPlatform> platforms) => new()
    {
        Constraints = [.. options.Constraints],
        Preferences = [.. options.Preferences.Select(it => new PlacementPreference { Spread = new SpreadOver { SpreadDescriptor = it } })],
        MaxReplicas = (ulong?)options.MaxReplicasPerNode,
        Platforms = platforms.Count == 0 ? null : [.. platforms],
    };

    private static SwarmUpdateConfig? PolicyOf(UpdatePolicy? policy) => policy is null ? null : new SwarmUpdateConfig
    {
        Parallelism = (ulong)policy.Parallelism,
        Delay = policy.Delay,
        Order = policy.Order == UpdateOrder.StartFirst ? "start-first" : "stop-first",
        FailureAction = policy.FailureAction switch { UpdateFailureAction.Continue => "continue", UpdateFailureAction.Rollback => "rollback", _ => "pause" },
        Monitor = policy.Monitor,
        MaxFailureRatio = (float)policy.MaxFailureRatio,
    };

    private static PortConfig PortOf(ServicePort port) => new()
    {
        TargetPort = (uint)port.Target,
        PublishedPort = (uint?)port.Published,
        Protocol = port.Protocol.Word(),
        PublishMode = port.Mode == PortMode.Host ? "host" : "ingress",
    };

    private static Dictionary<string, string> Merged(IReadOnlyDictionary<string, string> first, IReadOnlyDictionary<string, string> last)
    {
        var merged = first.ToDictionary();
        foreach (var (name, value) in last) merged[name] = value;
        return merged;
    }
}
