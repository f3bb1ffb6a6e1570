namespace InfraSpecs.Swarm;

/// <summary>Which constraints of a service keep it from all nodes.</summary>
internal sealed class ConstraintRefusal(Placement placement)
{
    private IReadOnlyList<NodeState> Nodes => placement.Nodes.All;

    /// <returns>In half a sentence; null if it has none.</returns>
    public string? Explain()
    {
        if (placement.Constraints.Count == 0) return null;
        if (placement.Constraints.Select(NodeConstraint.WhyNot).FirstOrDefault(it => it is not null) is { } wrong) return wrong.TrimEnd('.');
        if (placement.Constraints.Where(it => !Nodes.Any(node => IsMet(node, it))).ToList() is [_, ..] none) return string.Join("; ", none.Select(Nowhere));
        var suitable = Nodes.Where(node => placement.Constraints.All(it => IsMet(node, it))).ToList();
        return suitable.Count == 0
            ? $"no node meets all of its constraints: {string.Join("; ", placement.Constraints.Select(it => $"{it} holds for {NamesOf(Nodes.Where(node => IsMet(node, it)))}"))}"
            : suitable.Any(it => it.IsAvailable) ? null : $"{string.Join(" and ", placement.Constraints)} holds for "
                + string.Join(", ", suitable.Select(it => $"{it.Name}, which is {it.Unavailability}"));
    }

    private string Nowhere(string constraint) =>
        placement.WhyNoNodeHas(constraint) is { } why ? why : $"no node meets {constraint}{(Labels(constraint) is { } labels ? $": {labels}" : "")}";

    private string? Labels(string constraint) =>
        NodeConstraint.Parse(constraint).Key is { Label: not null } key && key.LabelsOf(placement.Nodes).Count == 0 ? "no node has any such label" : null;

    private static bool IsMet(NodeState node, string constraint) => NodeConstraint.Parse(constraint).IsMetBy(node) != false;

    private static string NamesOf(IEnumerable<NodeState> nodes) => string.Join(", ", nodes.Select(it => it.Name));
}
