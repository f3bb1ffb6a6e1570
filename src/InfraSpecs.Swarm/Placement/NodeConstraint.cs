namespace InfraSpecs.Swarm;

/// <summary>A placement constraint in the engine's words, "node.role != manager", judged by what the managers say of a node.</summary>
/// <param name="Key">"node.role", "node.hostname", "node.id", "node.labels.disk".</param>
/// <param name="Equal">The node's value must be <paramref name="Value"/>, or must not be.</param>
/// <param name="Value">Compared without regard to case, as swarmkit does.</param>
internal sealed record NodeConstraint(string Key, bool Equal, string Value)
{
    private const string Label = "node.labels.";

    /// <exception cref="ArgumentException">It has neither == nor !=.</exception>
    public static NodeConstraint Parse(string text)
    {
        foreach (var (sign, equal) in new[] { ("==", true), ("!=", false) })
        {
            if (text.IndexOf(sign, StringComparison.Ordinal) is > 0 and var at) return new NodeConstraint(text[..at].Trim(), equal, text[(at + 2)..].Trim());
        }

        throw new ArgumentException($"'{text}' is no constraint; write it as node.role==worker or node.labels.disk!=ssd.", nameof(text));
    }

    /// <summary>Whether the node meets it; null for what the managers' list of nodes does not tell (platform, engine labels, addresses).</summary>
    public bool? IsMetBy(NodeState node) => Of(node) is { } value ? string.Equals(value, Value, StringComparison.OrdinalIgnoreCase) == Equal : null;

    /// <summary>All that can be judged of <paramref name="constraints"/> hold for the node.</summary>
    public static bool AllMetBy(NodeState node, IEnumerable<string> constraints) => constraints.All(it => Parse(it).IsMetBy(node) != false);

    private string? Of(NodeState node) => Key.ToLowerInvariant() switch
    {
        "node.id" => node.Id,
        "node.hostname" => node.Name,
        "node.role" => node.Role,
        var key when key.StartsWith(Label, StringComparison.Ordinal) => node.Labels.GetValueOrDefault(Key[Label.Length..], ""),
        _ => null,
    };
}
