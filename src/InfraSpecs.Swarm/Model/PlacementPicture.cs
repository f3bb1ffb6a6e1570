using System.Globalization;
using System.Text;

namespace InfraSpecs.Swarm;

/// <summary>A placement as text: a line for each node with its slots, what has no node, and what failed.</summary>
internal static class PlacementPicture
{
    private const int FailuresShown = 10;
    private const int DigestShown = 7;

    public static string Draw(Placement placement)
    {
        var lines = new List<string> { Headline(placement) };
        lines.AddRange(NodeLines(placement));
        if (placement.UpdateState != UpdateState.None) lines.Add($"update {UpdateStates.Word(placement.UpdateState)}: {placement.UpdateMessage}");
        lines.AddRange(History(placement));
        lines.AddRange(placement.Troubles.Where(it => it.IsTelling).DistinctBy(it => it.Task).Select(it => it.ToString()));
        return string.Join('\n', lines);
    }

    /// <summary>The failed tasks, the latest first; nothing if there are none.</summary>
    public static IEnumerable<string> History(Placement placement)
    {
        var failed = placement.Failed;
        if (failed.Count == 0) yield break;
        yield return "failed tasks, the latest first:";
        foreach (var task in failed.Take(FailuresShown))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"  {task.Since.UtcDateTime:HH:mm:ss.fff} {task.Name}  {(task.Node.Length > 0 ? task.Node : "-")}  {task.State.Word()}  {task.Cause}{(task.IsUpToDate ? "" : "  (outdated)")}");
        }

        if (failed.Count > FailuresShown) yield return $"  and {failed.Count - FailuresShown} more";
    }

    private static string Headline(Placement placement)
    {
        var done = placement.IsJob
            ? $"{placement.Tasks.Count(it => it.IsOfThisRun && it.State == TaskState.Complete)} of {placement.Wanted} completed"
            : $"{placement.Running.Count} of {placement.Wanted} running";
        var where = placement.Constraints.Count == 0 ? "" : $", where {string.Join(" and ", placement.Constraints)}";
        return $"{placement.Service}: {done}{where}";
    }

    private static IEnumerable<string> NodeLines(Placement placement)
    {
        // Which digest is only worth its room where tasks differ in it.
        var mixed = placement.Running.Concat(placement.Leaving).Select(it => it.Digest).Distinct().Count() > 1;
        var shown = placement.Current(upToDateOnly: false).Concat(placement.Running).Concat(placement.Leaving)
            .Concat(placement.IsJob ? placement.Tasks.Where(it => it.IsOfThisRun && it.State == TaskState.Complete) : [])
            .DistinctBy(it => it.Id).OrderBy(it => it.Slot).ThenBy(it => it.Name, StringComparer.Ordinal).ThenBy(it => it.CreatedAt)
            .ToLookup(it => it.NodeId);
        var rows = placement.Nodes.All.Select(node => (Node: node.Name, Kind: Kind(node), Tasks: shown[node.Id])).ToList();
        var (names, kinds) = (rows.Select(it => it.Node.Length).DefaultIfEmpty().Max(), rows.Select(it => it.Kind.Length).DefaultIfEmpty().Max());
        foreach (var (node, kind, tasks) in rows)
        {
            var text = string.Join(' ', tasks.Select(it => Shown(it, placement.IsJob, mixed)));
            yield return $"  {node.PadRight(names)} {kind.PadRight(kinds)}  {(text.Length > 0 ? text : "-")}";
        }

        foreach (var task in shown[""]) yield return $"  {task.Sentence}";
    }

    private static string Kind(NodeState node)
    {
        var role = node.IsLeader ? "leader" : node.Role.Word();
        return $"({role}{(node.IsReady ? "" : ", " + node.State.Word())}{(node.Availability == NodeAvailability.Active ? "" : ", " + node.Availability.Word())})";
    }

    private static string Shown(TaskFacts task, bool job, bool mixed)
    {
        var text = new StringBuilder(task.Name);
        if (task.State != (job ? TaskState.Complete : TaskState.Running)) text.Append(CultureInfo.InvariantCulture, $"[{task.State.Word()}]");
        else if (!task.IsWanted) text.Append("[stopping]");
        if (mixed) text.Append(CultureInfo.InvariantCulture, $"@{(task.Digest is { } digest ? digest[(digest.IndexOf(':') + 1)..][..DigestShown] : "none")}");
        if (!task.IsUpToDate) text.Append("(old)");
        return text.ToString();
    }
}
