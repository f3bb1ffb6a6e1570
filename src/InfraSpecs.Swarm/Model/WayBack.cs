namespace InfraSpecs.Swarm;

/// <summary>What to do where a node would suit a task, and gets none: it is down, or an operator lets none come.</summary>
internal static class WayBack
{
    private const string Activate = "ActivateAsync";

    /// <param name="placement">Whose tasks they are.</param>
    /// <param name="said">The scheduler's words; of a global service that got no task at all, what stands for them.</param>
    /// <returns>In the imperative, with the nodes' names; null where waiting for none of them would help.</returns>
    public static string? For(Placement placement, string said)
    {
        var suitable = placement.Nodes.All.Where(it => NodeConstraint.AllMetBy(it, placement.Constraints) && HasPlatform(placement, it)).ToList();
        var away = suitable.Where(it => !it.IsAvailable).ToList();
        if (away.Count == 0) return null;
        if (away.Count == suitable.Count && suitable.Count < placement.Nodes.All.Count) return Words(placement, away) + ".";
        // Those that are there have something else against it; of the others that is not known.
        return SchedulingAdvice.For(said) is { } advice && !advice.Contains(Activate, StringComparison.Ordinal) ? $"{advice} Or {Words(placement, away)}." : null;
    }

    private static string Words(Placement placement, List<NodeState> away)
    {
        var lost = away.Where(it => !it.IsReady).ToList();
        var withdrawn = away.Where(it => it.IsReady).ToList();
        return string.Join("; or ", new[]
        {
            lost.Count == 0 ? null : $"start {Names(lost)} again, which {Met(placement, lost)} (StartAsync; ReconnectAsync if it is only cut off)",
            withdrawn.Count == 0 ? null : $"let tasks come to {Names(withdrawn)} again, which {Met(placement, withdrawn)} ({Activate})",
        }.OfType<string>());
    }

    private static string Met(Placement placement, List<NodeState> nodes)
    {
        var (one, state) = (nodes.Count == 1, string.Join(" and ", nodes.Select(it => it.Unavailability).Distinct()));
        var what = placement.Constraints.Count > 0 ? string.Join(" and ", placement.Constraints)
            : nodes.All(it => HasPlatform(placement, it)) && placement.Platforms.Count > 0 ? "the image's platform"
            : null;
        var verb = placement.Constraints.Count > 0 ? one ? "meets" : "meet" : one ? "has" : "have";
        return $"{(what is null ? "" : $"{verb} {what} and ")}{(one ? "is" : "are")} {state}";
    }

    private static bool HasPlatform(Placement placement, NodeState node) => placement.Platforms.Count == 0 || placement.Platforms.Any(it => it.Fits(node));

    private static string Names(IEnumerable<NodeState> nodes) => string.Join(" or ", nodes.Select(it => it.Name));
}
