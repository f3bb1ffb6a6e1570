using System.Text.RegularExpressions;

namespace InfraSpecs.Swarm;

/// <summary>What can be seen to be wrong with options before a manager is asked.</summary>
internal static partial class ServiceOptionsCheck
{
    // The engine's least memory limit.
    private const long LeastMemory = 4 << 20;

    public static IEnumerable<(bool Wrong, string Sentence)> Of(ServiceOptions options)
    {
        yield return (!Name().IsMatch(options.Name), $"Name is '{options.Name}'; it must be of letters, digits, '-', '_' and '.', 63 at most, with a letter or digit at both ends.");
        yield return (string.IsNullOrWhiteSpace(options.Image), "Image is empty; name an image.");
        yield return (options.Replicas < 0, $"Replicas is {options.Replicas}; it must not be negative.");
        yield return (options.Concurrency < 1, $"Concurrency is {options.Concurrency}; it must be 1 or more.");
        yield return (options.Concurrency is not null && options.Mode != ServiceMode.ReplicatedJob, $"Concurrency is for a replicated job; the mode is {options.Mode}.");
        yield return (options.Mode is ServiceMode.Global or ServiceMode.GlobalJob && options.Replicas != 1, $"Replicas is {options.Replicas}; a service of the mode {options.Mode} has as many tasks as there are nodes.");
        yield return (options.MaxReplicasPerNode < 1, $"MaxReplicasPerNode is {options.MaxReplicasPerNode}; it must be 1 or more.");
        yield return (options is { MaxReplicasPerNode: not null, Mode: ServiceMode.Global or ServiceMode.GlobalJob }, $"MaxReplicasPerNode is for replicas; the mode is {options.Mode}.");
        yield return (options.Limits.Cpus <= 0 || options.Reservations.Cpus <= 0, "Cpus of limits and reservations must be more than zero.");
        yield return (options.Limits.Memory < LeastMemory, $"Limits.Memory is {options.Limits.Memory} bytes; the engine takes no less than 4 MiB.");
        yield return (options.Reservations.Memory <= 0, $"Reservations.Memory is {options.Reservations.Memory} bytes; it must be more than zero.");
        yield return (options.Limits.Memory < options.Reservations.Memory, $"Limits.Memory is {options.Limits.Memory} bytes, less than the {options.Reservations.Memory} that are reserved.");
        yield return (options.Limits.Cpus < options.Reservations.Cpus, "Limits.Cpus is less than what is reserved.");
        yield return (options.Restarts.MaxAttempts < 1, $"Restarts.MaxAttempts is {options.Restarts.MaxAttempts}; it must be 1 or more, and a condition None restarts nothing.");
        yield return (options.EndpointMode == EndpointMode.DnsRoundRobin && options.Ports.Any(it => it.Mode == PortMode.Ingress), "A port is published on the ingress network, which a service with EndpointMode DnsRoundRobin cannot have; publish it with PortMode.Host.");
        yield return (options.Ports.Any(it => it.Target is < 1 or > 65535 || it.Published is < 1 or > 65535), "A port is not from 1 to 65535.");
        yield return (options.Ports.Any(it => it.Protocol is not ("tcp" or "udp" or "sctp")), "The protocol of a port must be tcp, udp or sctp.");
        yield return (options.Mounts.Any(it => !it.Target.StartsWith('/')), "The target of a mount must be an absolute path in the container.");
        yield return (options.Mounts.Any(it => it.Kind == "bind" && it.Source?.StartsWith('/') != true), "The source of a bind mount must be an absolute path on the node.");
        yield return (options.Secrets.Concat(options.Configs).Any(it => string.IsNullOrWhiteSpace(it.Name)), "A secret or config has no name.");
        foreach (var policy in new[] { options.Update, options.Rollback }.OfType<UpdatePolicy>())
        {
            yield return (policy.Parallelism < 0, $"Parallelism is {policy.Parallelism}; it must not be negative, and 0 is all at once.");
            yield return (policy.MaxFailureRatio is < 0 or > 1, "MaxFailureRatio must be from 0 to 1.");
            yield return (policy.Delay < TimeSpan.Zero || policy.Monitor < TimeSpan.Zero, "Delay and Monitor must not be negative.");
        }

        yield return (options.Rollback?.FailureAction == UpdateFailureAction.Rollback, "Rollback.FailureAction is Rollback; a rollback can be paused or go on.");
        yield return (options.ConvergeWithin < TimeSpan.Zero, $"ConvergeWithin is {options.ConvergeWithin}; it must not be negative.");
        yield return (options.StableFor < TimeSpan.Zero, $"StableFor is {options.StableFor}; it must not be negative.");
        yield return (options.UnplaceableFor < TimeSpan.Zero && options.UnplaceableFor != Timeout.InfiniteTimeSpan, $"UnplaceableFor is {options.UnplaceableFor}; it must not be negative.");
    }

    // As swarmkit has it: names are host names too.
    [GeneratedRegex(@"^(?=.{1,63}\z)[a-zA-Z0-9](?:[-_.]*[A-Za-z0-9]+)*\z")]
    private static partial Regex Name();
}
