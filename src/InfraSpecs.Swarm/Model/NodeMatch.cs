namespace InfraSpecs.Swarm;

/// <summary>Whether nodes have what a constraint or a preference names.</summary>
internal static class NodeMatch
{
    /// <returns>That no node has what a constraint asks for or excludes, in half a sentence; null if one has.</returns>
    public static string? WhyNoNodeHas(ClusterNodes nodes, NodeConstraint constraint)
    {
        // Where nodes have no labels at all, none was mistyped.
        if (WhyNowhere(nodes, constraint.Key) is { } nowhere) return constraint.Equal && constraint.Key.LabelsOf(nodes).Count == 0 ? null : nowhere;
        if (nodes.All.Any(it => constraint.Matches(it) != false)) return null;
        var there = nodes.All.Select(constraint.Key.ValueOn).OfType<string>().Where(it => it.Length > 0).Distinct().Order(StringComparer.Ordinal).ToList();
        return $"no node has the {constraint.Key.Text} {constraint.Value}{Meant(constraint.Value, there)}";
    }

    /// <returns>Why no node has it, in half a sentence; null if one has, or it is no label.</returns>
    public static string? WhyNowhere(ClusterNodes nodes, NodeKey key) =>
        nodes.All.Any(key.IsOn) ? null : $"no node has the label {key.Text}{Meant(key.Label!, key.LabelsOf(nodes))}";

    private static string Meant(string word, IReadOnlyList<string> there)
    {
        if (there.Count == 0) return ", nor any other";
        return Likeness.Nearest(word, there) is { } near ? $" (did you mean {near}?)" : $"; there {(there.Count == 1 ? "is" : "are")} {string.Join(", ", there)}";
    }
}
