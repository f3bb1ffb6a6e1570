using System.Globalization;

namespace InfraSpecs.Swarm;

public sealed partial class ClusterException
{
    /// <summary>What a node takes before anything runs on it: 45 MiB were measured, and 64 MiB are counted.</summary>
    internal const long LeastNodeMemory = 64 << 20;

    internal static ClusterException NoAnswer(Uri endpoint, string said, Exception inner) => new(
        ClusterReason.NoAnswer,
        endpoint.ToString(),
        $"No engine at {endpoint} speaks to this process: {said.TrimEnd('.')}.",
        [],
        "check the address, that dockerd listens there, and that CertificateFolder has a client certificate that it takes and the authority of the one that "
        + "it shows.",
        inner) { Said = said };

    internal static ClusterException NotAManager(Uri endpoint, string state, string said, Exception? inner) => new(
        ClusterReason.NotAManager,
        endpoint.ToString(),
        $"The engine at {endpoint} is no manager of a Swarm: {state}.",
        [$"Seen: {said}"],
        "name the engine of a manager; `docker node ls` works there.",
        inner) { Said = said };

    /// <param name="said">"The swarm does not have a leader. …"</param>
    internal static ClusterException NoLeader(string said) => new(
        ClusterReason.NoLeader,
        "managers",
        $"The managers decide nothing: {said.TrimEnd('.')}.",
        [],
        "start or connect managers again until more than half of them run, and wait with WaitForLeaderAsync; an election takes 10 to 20 s.",
        new HttpRequestException(said)) { Said = said };

    /// <param name="nodes">What each node may use; null where nothing says.</param>
    /// <param name="available">What there is.</param>
    internal static ClusterException TooLarge(IReadOnlyCollection<long?> nodes, long available)
    {
        var (needed, alike) = (nodes.Sum(it => it ?? LeastNodeMemory), nodes.GroupBy(it => it).OrderByDescending(it => it.Key).ToList());
        return new(
            ClusterReason.TooLarge,
            "cluster",
            $"{nodes.Count} nodes need {Size(needed)} of memory, and the engine's machine has {Size(available)}; nothing was started.",
            [
                alike.Count > 1 ? $"Of these {string.Join(", ", alike.Select(it => $"{it.Count()} may use {Size(it.Key ?? LeastNodeMemory)}"))}: that is NodeLimits before NodeMemory."
                    : alike[0].Key is { } each ? $"Each node may use {Size(each)}: that is NodeMemory."
                    : $"Each node takes some {Size(LeastNodeMemory)} before a single task runs on it; NodeMemory is not set.",
            ],
            "ask for fewer Managers and Workers, or for less NodeMemory, or use a larger machine.")
        {
            Needed = needed, Available = available,
        };
    }

    internal static ClusterException PrivilegedRefused(Uri endpoint, string seen, ContainerException inner) => new(
        ClusterReason.PrivilegedRefused,
        endpoint.ToString(),
        $"The engine at {endpoint} starts no privileged containers, and the nodes of a cluster are privileged.",
        [$"Seen: {seen}"],
        "use an engine without rootless mode, userns-remap and policies against privileged containers; specs say what they need by "
        + "[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)].",
        inner) { Said = seen };

    internal static ClusterException InUse(string name, string lockName, WaitException inner) => new(
        ClusterReason.InUse,
        name,
        $"The kept cluster '{name}' was in use for all of {FailureText.Seconds(inner.Within)}.",
        [$"Container {lockName} says who uses it, by its label {Session.OwnerLabel}."],
        $"end the other run, or this run's own cluster of that name, or use another name. If its owner is dead on another machine: docker rm {lockName}.",
        inner);

    internal static ClusterException NotClean(IReadOnlyList<string> left, bool isAttached, WaitException inner) => new(
        ClusterReason.NotClean,
        "cluster",
        $"The cluster could not be made clean within {FailureText.Seconds(inner.Within)}: {FailureText.Count(left.Count, "thing")} would not go.",
        left,
        isAttached
            ? "remove what uses the named things, and then those; they stay on the cluster that was attached to."
            : "look at what holds the named things; SwarmCluster.RemoveReusedAsync ends a kept cluster with all that is on it.",
        inner) { Left = left };

    internal static ClusterException PerhapsNotClean(IReadOnlyList<string> doubts) => new(
        ClusterReason.NotClean,
        "cluster",
        $"The cluster may not be as it was: of {FailureText.Count(doubts.Count, "thing")} nobody could tell what this run made.",
        doubts,
        "look at what is there, and remove what is this run's; nothing was removed on suspicion.") { Left = doubts };

    private static string Size(long bytes) => bytes < 1L << 30
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20:N0} MiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):N1} GiB");
}
