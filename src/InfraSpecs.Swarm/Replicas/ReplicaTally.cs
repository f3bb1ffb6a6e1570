namespace InfraSpecs.Swarm;

/// <summary>Counts what ran at each moment, from what happened.</summary>
internal static class ReplicaTally
{
    /// <param name="changes">In the order of their times.</param>
    /// <param name="began">From when on moments are wanted.</param>
    /// <param name="ended">Until when.</param>
    public static IReadOnlyList<ReplicaMoment> Count(IReadOnlyList<ReplicaChange> changes, DateTimeOffset began, DateTimeOffset ended)
    {
        var last = new Dictionary<string, ReplicaChange>();
        foreach (var change in changes.TakeWhile(it => it.At <= began)) Apply(last, change);
        List<ReplicaMoment> moments = [MomentOf(last, began, null)];
        foreach (var change in changes.SkipWhile(it => it.At <= began))
        {
            if (!Apply(last, change)) continue;
            moments.Add(MomentOf(last, change.At, change));
        }

        return [.. moments.Select((it, at) => it with { For = (at + 1 < moments.Count ? moments[at + 1].At : ended) - it.At })];
    }

    private static ReplicaMoment MomentOf(Dictionary<string, ReplicaChange> last, DateTimeOffset at, ReplicaChange? change)
    {
        var running = last.Values.Where(Runs).OrderBy(it => it.Task, StringComparer.Ordinal).ThenBy(it => it.At).ToList();
        var down = last.Values.GroupBy(it => it.Task).Where(slot => !slot.Any(Runs)).Select(slot => slot.MaxBy(it => it.At)!);
        return new ReplicaMoment { At = at, Running = running, Down = [.. down.OrderBy(it => it.Task, StringComparer.Ordinal)], Change = change };
    }

    /// <returns>Whether that changed what runs.</returns>
    private static bool Apply(Dictionary<string, ReplicaChange> last, ReplicaChange change)
    {
        var before = last.GetValueOrDefault(change.ContainerId);

        // A list of containers tells less than the events from before it; and what was told to stop, or has ended, is done with until it starts again.
        if (change.Event == ReplicaEvent.Present && before is { Event: not ReplicaEvent.Lost }) return false;
        if (before is { Event: ReplicaEvent.Stopping or ReplicaEvent.Ended } && change.Event is not (ReplicaEvent.Started or ReplicaEvent.Ended)) return false;
        var ended = before is { Event: ReplicaEvent.Stopping } && change.Event == ReplicaEvent.Ended;
        last[change.ContainerId] = ended ? change with { Event = ReplicaEvent.Stopping, Detail = before!.Detail } : change;
        return Runs(change) != (before is not null && Runs(before));
    }

    private static bool Runs(ReplicaChange last) => last.Event is ReplicaEvent.Present or ReplicaEvent.Healthy || last is { Event: ReplicaEvent.Started, HasHealthCheck: false };
}
