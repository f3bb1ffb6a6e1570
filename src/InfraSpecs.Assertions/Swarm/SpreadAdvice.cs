using InfraSpecs.Assertions.Internal;
using InfraSpecs.Swarm;

namespace InfraSpecs.Assertions;

/// <summary>What to do where tasks are not spread as was claimed.</summary>
internal static class SpreadAdvice
{
    private const string Anew = "tasks stay where they were put when other nodes come: replace them all with ForceUpdateAsync, or keep them apart from the start with MaxReplicasPerNode.";

    /// <param name="placement">Where they run.</param>
    /// <param name="nodes">On how many nodes they should.</param>
    public static UnquotedText For(Placement placement, int nodes)
    {
        var on = placement.Running.Select(it => it.NodeId).Distinct().Count();
        return Line(
            on > nodes ? $"let fewer nodes have them, with a constraint; or claim {on}, if that is meant."
            : placement.Running.Count < nodes ? $"run {nodes} tasks or more: {FailureText.Count(placement.Running.Count, "task")} cannot be on {nodes} nodes."
            : placement.EligibleNodes.Count < nodes ? $"let more nodes have them: {Eligible(placement)} may{Why(placement)}."
            : Anew);
    }

    /// <summary>Where some nodes have many more than others, and nothing else is known to be why.</summary>
    public static UnquotedText ForSkew() => Line(Anew);

    private static string Eligible(Placement placement) => placement.EligibleNodes.Count == 0 ? "none" : $"only {string.Join(", ", placement.EligibleNodes.Select(it => it.Name))}";

    private static string Why(Placement placement)
    {
        var away = placement.Nodes.All.Where(it => !it.IsAvailable).Select(it => $"{it.Name} is {(it.IsReady ? it.Availability == NodeAvailability.Drain ? "drained" : "paused" : "down")}").ToList();
        List<string> why = [.. placement.Constraints.Count > 0 ? [string.Join(" and ", placement.Constraints)] : Array.Empty<string>(), .. away];
        return why.Count == 0 ? "" : $" ({string.Join("; ", why)})";
    }

    private static UnquotedText Line(string advice) => new($"\n  What to do: {advice}");
}
