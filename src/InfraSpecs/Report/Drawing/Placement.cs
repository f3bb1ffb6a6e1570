namespace InfraSpecs.Report;

/// <summary>Where tasks were while a spec ran: a lane for each node, and one for tasks that have none.</summary>
internal static class Placement
{
    private const string NoNode = "(no node)";
    private const int MostNodes = 20;

    /// <returns>Null if no task was seen.</returns>
    public static Html? Draw(SpecFacts spec)
    {
        var axis = SpecTimeline.AxisOf(spec);
        // Of clusters that nobody owns, what stood still meanwhile is no news.
        var moved = spec.Process.Tasks.Where(task => task.Places.Any(it => it.Spec == spec.Id || (it.Spec is null && it.At >= spec.Began && it.At <= spec.End))).Select(it => it.Service).ToHashSet();
        var stays = spec.Process.Tasks.Where(it => moved.Contains(it.Service)).SelectMany(task => StaysOf(task, spec)).Where(it => axis.Shows(it.Bar.From, it.Bar.To)).ToList();
        if (stays.Count == 0) return null;
        var nodes = stays.GroupBy(it => it.Node ?? NoNode).OrderBy(it => it.Key == NoNode).ThenBy(it => it.Key, StringComparer.Ordinal).ToList();
        List<Lane> lanes = [];
        foreach (var node in nodes.Take(MostNodes))
        {
            // Tasks beside each other on a node have a line each.
            foreach (var (line, index) in Lined(node.Select(it => it.Bar)).Select((it, i) => (it, i))) lanes.Add(new(index == 0 ? node.Key : "", line));
        }

        var html = Lanes.Legend(lanes, ("run", "running"), ("made", "on its way"), ("dead", "failed, rejected or lost"), ("off", "shut down"), ("pend", "pending: no node"));
        html.Add(Lanes.Draw(axis, lanes, Says(nodes.Select(it => (it.Key, it.Select(stay => stay.Bar.Text)))), spec.FailedAt));
        foreach (var why in stays.Where(it => it.Bar.Kind is "pend" or "dead" && it.Error is { Length: > 0 }).Select(it => $"{it.Task} {it.State}: {it.Error}").Distinct().TakeLast(5))
            html.Add($"""<p class="last">{why}</p>""");
        if (nodes.Count > MostNodes) html.Add($"""<p class="meta">{nodes.Count - MostNodes} more nodes not drawn.</p>""");
        return html;
    }

    private static string Says(IEnumerable<(string Node, IEnumerable<string> Stays)> nodes) =>
        FileLine.Cut(string.Join("; ", nodes.Select(it => $"{it.Node}: {string.Join(", ", it.Stays.Distinct())}")), 1_500);

    private static IEnumerable<(string Task, string? Node, string State, string? Error, Bar Bar)> StaysOf(TaskFacts task, SpecFacts spec)
    {
        var places = task.Places.Where(it => it.Spec is null || it.Spec == spec.Id).OrderBy(it => it.At).ToList();
        for (var i = 0; i < places.Count; i++)
        {
            var (it, to) = (places[i], i + 1 < places.Count ? places[i + 1].At : spec.End);
            var kind = KindOf(it);
            // What has ended does not go on ending.
            if (kind is "dead" or "off") to = Math.Min(to, it.At + Math.Max(300, spec.Took / 80));
            if (it.State is "remove" or "orphaned" && kind == "off") continue;
            yield return (task.Called, it.Node, it.State, it.Error, new(kind, it.At, Math.Max(it.At, to), $"{task.Called} {it.State}{(it.Error is { Length: > 0 } why && kind == "pend" ? $": {why}" : "")}"));
        }
    }

    private static string KindOf(PlaceFacts it) => it.State switch
    {
        "running" => "run",
        "failed" or "rejected" or "orphaned" or "lost" => "dead",
        "shutdown" or "complete" or "remove" => "off",
        _ when it.Node is null => "pend",
        _ => "made",
    };

    private static List<List<Bar>> Lined(IEnumerable<Bar> bars)
    {
        List<List<Bar>> lines = [];
        foreach (var bar in bars.OrderBy(it => it.From))
        {
            var line = lines.Find(it => it[^1].To <= bar.From);
            if (line is null && lines.Count < 8) lines.Add(line = []);
            (line ?? lines[^1]).Add(bar);
        }

        return lines;
    }
}
