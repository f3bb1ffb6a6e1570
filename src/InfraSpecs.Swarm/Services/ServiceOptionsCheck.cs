using System.Text.RegularExpressions;

namespace InfraSpecs.Swarm;

/// <summary>What can be seen to be wrong with options before a manager is asked.</summary>
internal static partial class ServiceOptionsCheck
{
    // What swarmkit takes at least, as a limit and as a reservation (validateResources).
    private const long LeastMemory = 4 << 20;
    private const double LeastCpus = 0.001;

    // More tasks than one engine's machine runs, and as many as a manager plans in a minute.
    private const int MostTasks = 10_000;

    public static IEnumerable<(bool Wrong, string Sentence)> Run(ServiceOptions options)
    {
        yield return (!Name().IsMatch(options.Name), $"Name is '{options.Name}'; it must be of letters, digits, '-', '_' and '.', 63 at most, with a letter or digit at both ends.");
        yield return (string.IsNullOrWhiteSpace(options.Image), "Image is empty; name an image.");
        yield return (options.Replicas > MostTasks, $"Replicas is {options.Replicas}; {MostTasks} is the most.");
        yield return (options.Concurrency is < 1 or > MostTasks, $"Concurrency is {options.Concurrency}; it must be from 1 to {MostTasks}.");
        yield return (options.Concurrency is not null && options.Mode != ServiceMode.ReplicatedJob, $"Concurrency is for a replicated job; the mode is {options.Mode}.");
        yield return (options.Mode is ServiceMode.Global or ServiceMode.GlobalJob && options.Replicas != 1, $"Replicas is {options.Replicas}; a service of the mode {options.Mode} has as many tasks as there are nodes.");
        yield return (options.MaxReplicasPerNode is < 1 or > MostTasks, $"MaxReplicasPerNode is {options.MaxReplicasPerNode}; it must be from 1 to {MostTasks}.");
        foreach (var wrong in options.Constraints.Select(NodeConstraint.WhyNot).OfType<string>()) yield return (true, $"Constraints: {wrong}");
        foreach (var wrong in options.Preferences.Select(SpreadPreference.WhyNot).OfType<string>()) yield return (true, $"Preferences: {wrong}");
        yield return (options is { MaxReplicasPerNode: not null, Mode: ServiceMode.Global or ServiceMode.GlobalJob }, $"MaxReplicasPerNode is for replicas; the mode is {options.Mode}.");
        yield return (IsWrong(options.CpuLimit), $"CpuLimit is {options.CpuLimit}; it must be from 0.001 to {SwarmOptions.MostCpus}.");
        yield return (IsWrong(options.CpuReservation), $"CpuReservation is {options.CpuReservation}; it must be from 0.001 to {SwarmOptions.MostCpus}.");
        yield return (options.MemoryLimit is < LeastMemory or > SwarmOptions.MostMemory, $"MemoryLimit is {options.MemoryLimit} bytes; it must be from 4 MiB, the engine's least, to 1 PiB.");
        yield return (options.MemoryReservation is < LeastMemory or > SwarmOptions.MostMemory, $"MemoryReservation is {options.MemoryReservation} bytes; it must be from 4 MiB, the engine's least, to 1 PiB.");
        yield return (options.MemoryLimit < options.MemoryReservation, $"MemoryLimit is {options.MemoryLimit} bytes, less than the {options.MemoryReservation} that are reserved.");
        yield return (options.CpuLimit < options.CpuReservation, "CpuLimit is less than what is reserved.");
        yield return (options.RestartMaxAttempts < 1, $"RestartMaxAttempts is {options.RestartMaxAttempts}; it must be 1 or more, and a RestartCondition None restarts nothing.");
        yield return (options.EndpointMode == EndpointMode.DnsRoundRobin && options.Ports.Any(it => it.Mode == PortMode.Ingress), "A port is published on the ingress network, which a service with EndpointMode DnsRoundRobin cannot have; publish it with PortMode.Host.");
        yield return (options.Ports.Any(it => it.Target is < 1 or > 65535 || it.Published is < 1 or > 65535), $"Ports has {string.Join(", ", options.Ports.Select(it => it.Published is { } published ? $"{published}:{it.Target}" : $"{it.Target}"))}; Target and Published must be from 1 to 65535.");
        yield return (options.Ports.Any(it => !Enum.IsDefined(it.Protocol)), "Ports has one whose Protocol is not tcp, udp or sctp.");
        foreach (var sentence in options.Mounts.SelectMany(Mount)) yield return (true, sentence);
        yield return (options.Secrets.Concat(options.Configs).Any(it => string.IsNullOrWhiteSpace(it.Name)), "A secret or config has no Name.");
        yield return (options.Secrets.Concat(options.Configs).Any(it => it.Path is not null && string.IsNullOrWhiteSpace(it.Path)), "The Path of a secret or config is empty; leave it null for its name.");
        foreach (var policy in new[] { options.Update, options.Rollback }.OfType<UpdatePolicy>())
        {
            yield return (policy.Parallelism > MostTasks, $"Parallelism is {policy.Parallelism}; {MostTasks} is the most, and 0 is all at once.");
            yield return (policy.MaxFailureRatio > 1, $"MaxFailureRatio is {policy.MaxFailureRatio}; it must be from 0 to 1.");
            yield return (policy.Delay < TimeSpan.Zero || policy.Monitor < TimeSpan.Zero, "Delay and Monitor must not be negative.");
        }

        yield return (options.Rollback?.FailureAction == UpdateFailureAction.Rollback, "Rollback.FailureAction is Rollback; a rollback can be paused or go on.");
        foreach (var sentence in HealthCheck(options.HealthCheck)) yield return (true, sentence);
        yield return (options.StopGracePeriod < TimeSpan.Zero, $"StopGracePeriod is {options.StopGracePeriod}; it must not be negative.");
        yield return (options.RestartDelay < TimeSpan.Zero, $"RestartDelay is {options.RestartDelay}; it must not be negative.");
        yield return (options.RestartWindow < TimeSpan.Zero, $"RestartWindow is {options.RestartWindow}; it must not be negative.");
        yield return (options.ConvergeWithin < TimeSpan.Zero, $"ConvergeWithin is {options.ConvergeWithin}; it must not be negative.");
        yield return (options.StableFor < TimeSpan.Zero, $"StableFor is {options.StableFor}; it must not be negative.");
        yield return (options.UnplaceableFor < TimeSpan.Zero && options.UnplaceableFor != Timeout.InfiniteTimeSpan, $"UnplaceableFor is {options.UnplaceableFor}; it must not be negative.");
    }

    private static IEnumerable<string> Mount(ContainerMount mount)
    {
        if (!mount.Path.StartsWith('/')) yield return $"The Path of a mount is '{mount.Path}'; it must be an absolute path in the container.";
        if (mount.Kind == MountKind.Bind && !mount.Source.StartsWith('/')) yield return $"The Source of a bind mount is '{mount.Source}'; it must be an absolute path on the node.";
        if (mount.Kind != MountKind.Bind && mount.Source.Length > 0) yield return $"The mount at {mount.Path} has the Source '{mount.Source}', and only a bind mount has one.";
        if (mount.Name is not null && (mount.Kind != MountKind.Volume || string.IsNullOrWhiteSpace(mount.Name))) yield return $"The mount at {mount.Path} has the Name '{mount.Name}'; only a volume has one; leave it null for a volume of each task's own.";
        if (mount.Kind == MountKind.Other) yield return $"The Kind of the mount at {mount.Path} is Other; name what is neither a volume, a folder nor memory by Configure.";
    }

    private static bool IsWrong(double? cpus) => cpus is < LeastCpus or > SwarmOptions.MostCpus;

    // The engine takes no time under a millisecond, and zero for its own default.
    private static IEnumerable<string> HealthCheck(TaskHealthCheck? check)
    {
        if (check is null) yield break;
        foreach (var (name, time) in new[] { ("Interval", check.Interval), ("Timeout", check.Timeout), ("StartPeriod", check.StartPeriod), ("StartInterval", check.StartInterval) })
        {
            if (time is { } given && given != TimeSpan.Zero && given < TimeSpan.FromMilliseconds(1)) yield return $"HealthCheck.{name} is {time}; it must be zero, for the engine's own, or 1 ms or more.";
        }
    }

    // As swarmkit has it: names are host names too.
    [GeneratedRegex(@"^(?=.{1,63}\z)[a-zA-Z0-9](?:[-_.]*[A-Za-z0-9]+)*\z")]
    private static partial Regex Name();
}
