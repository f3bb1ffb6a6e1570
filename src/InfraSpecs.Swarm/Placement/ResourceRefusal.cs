using System.Globalization;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>What a task wants reserved, and what nodes have free: what they have, without what their tasks reserve.</summary>
internal sealed class ResourceRefusal(TaskSpec wanted, IReadOnlyList<TaskResponse> tasks, IReadOnlyList<NodeListResponse> nodes)
{
    private const int NodesShown = 4;

    /// <returns>In half a sentence; null if it wants nothing.</returns>
    public string? Explain()
    {
        var reservations = wanted.Resources?.Reservations;
        List<string?> lacks =
        [
            Lack("of memory", reservations?.MemoryBytes, it => it?.MemoryBytes, bytes => Bytes(bytes)),
            Lack("of processors", reservations?.NanoCPUs, it => it?.NanoCPUs, nano => Invariant($"{nano / 1e9:0.###}")),
            .. Kinds(reservations).Select(kind => Lack($"of {kind}", CountOf(reservations, kind), it => CountOf(it, kind), number => Invariant($"{number}"))),
        ];
        return lacks.OfType<string>().ToList() is [_, ..] all ? string.Join("; ", all) : null;
    }

    /// <summary>Of a resource that some node has enough of, nothing.</summary>
    private string? Lack(string what, long? needed, Func<SwarmResources?, long?> read, Func<long, string> show)
    {
        if (needed is not > 0) return null;
        var free = nodes.Select(it => (Name: it.Description?.Hostname ?? it.ID,
            Free: Math.Max(0, (read(it.Description?.Resources) ?? 0) - tasks.Where(task => IsOn(task, it)).Sum(task => read(task.Spec?.Resources?.Reservations) ?? 0))))
            .OrderByDescending(it => it.Free).ThenBy(it => it.Name, StringComparer.Ordinal).ToList();
        if (free.All(it => it.Free >= needed)) return null;
        var shown = string.Join(", ", free.Take(NodesShown).Select(it => $"{show(it.Free)} on {it.Name}"));
        return $"it wants {show(needed.Value)} {what}, and free are {shown}{(free.Count > NodesShown ? $" and less on {free.Count - NodesShown} more" : "")}";
    }

    private static bool IsOn(TaskResponse task, NodeListResponse node) => task.NodeID == node.ID && task.DesiredState <= Docker.DotNet.Models.TaskState.Running;

    private static IEnumerable<string> Kinds(SwarmResources? resources) =>
        (resources?.GenericResources ?? []).Select(it => it.DiscreteResourceSpec?.Kind ?? it.NamedResourceSpec?.Kind).OfType<string>().Distinct();

    private static long CountOf(SwarmResources? resources, string kind) => (resources?.GenericResources ?? [])
        .Sum(it => it.DiscreteResourceSpec?.Kind == kind ? it.DiscreteResourceSpec.Value ?? 0 : it.NamedResourceSpec?.Kind == kind ? 1 : 0);

    private static string Bytes(long bytes) => bytes < 1L << 30 ? Invariant($"{bytes / (double)(1 << 20):0.#} MiB") : Invariant($"{bytes / (double)(1L << 30):#,0.#} GiB");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
