namespace InfraSpecs.Swarm;

/// <summary>What of a node a constraint or a preference asks for, as swarmkit knows it.</summary>
/// <param name="Text">As it was written: "node.role", "node.labels.disk", "engine.labels.storage".</param>
/// <param name="Kind">In lower case, without a label's name: "node.role", "node.labels.".</param>
/// <param name="Label">The label's name, whose case counts; null for what is no label.</param>
internal sealed record NodeKey(string Text, string Kind, string? Label)
{
    public const string Ip = "node.ip";
    public const string Role = "node.role";
    private const string NodeLabels = "node.labels.";
    private const string EngineLabels = "engine.labels.";

    private static readonly string[] Attributes = ["node.id", "node.hostname", Ip, Role, "node.platform.os", "node.platform.arch"];
    private static readonly string[] Prefixes = [NodeLabels, EngineLabels];

    /// <summary>All that there is, for a sentence.</summary>
    public static string All => $"{string.Join(", ", Attributes)}, {AllLabels}";

    /// <summary>What tasks can be spread over.</summary>
    public static string AllLabels => "node.labels.name or engine.labels.name";

    /// <returns>Null for what swarmkit does not know: it takes that, and no node ever has it.</returns>
    public static NodeKey? Find(string text)
    {
        if (Attributes.FirstOrDefault(it => it.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } attribute) return new NodeKey(text, attribute, null);
        return Prefixes.FirstOrDefault(it => text.Length > it.Length && text.StartsWith(it, StringComparison.OrdinalIgnoreCase)) is { } prefix
            ? new NodeKey(text, prefix, text[prefix.Length..])
            : null;
    }

    /// <summary>What is meant, perhaps; null where nothing is near.</summary>
    public static string? Near(string text)
    {
        var name = text[(text.LastIndexOf('.') + 1)..];
        if (name.Length == 0) return null;
        string[] forms = [.. Attributes, .. Prefixes.Select(it => it + name)];

        // "labels.az", "role" and "az" lack only the beginning.
        return Likeness.Nearest(text, forms) ?? forms.FirstOrDefault(it => it.EndsWith("." + text, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The node has a value for it. One without the label has none, and counts as one whose value is empty.</summary>
    public bool IsOn(NodeState node) => Labels(node)?.ContainsKey(Label!) ?? true;

    /// <summary>The labels of its kind that nodes have; none for what is no label.</summary>
    public IReadOnlyList<string> LabelsOf(ClusterNodes nodes) => [.. nodes.All.SelectMany(it => Labels(it)?.Keys ?? []).Distinct().Order(StringComparer.Ordinal)];

    /// <returns>Empty for a label that the node does not have; null for what is not known of it.</returns>
    public string? ValueOn(NodeState node) => Kind switch
    {
        "node.id" => node.Id,
        "node.hostname" => node.Name,
        Ip => node.Address,
        Role => node.Role.Word(),
        "node.platform.os" => node.Os,
        "node.platform.arch" => node.Architecture,
        _ => Labels(node)!.GetValueOrDefault(Label!, ""),
    };

    private IReadOnlyDictionary<string, string>? Labels(NodeState node) => Kind switch { NodeLabels => node.Labels, EngineLabels => node.EngineLabels, _ => null };
}
