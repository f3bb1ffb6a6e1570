namespace InfraSpecs.Images.Structure.Documents;

/// <summary>What stands at a place of a file in YAML or JSON.</summary>
internal enum NodeKind
{
    /// <summary>Nothing: null, or only a key.</summary>
    Null,

    /// <summary>A text for certain: in quotes or as a block.</summary>
    Text,

    /// <summary>In YAML, without quotes: a text, a number or yes and no, as whoever reads it wants.</summary>
    Plain,

    /// <summary>A number of JSON.</summary>
    Number,

    /// <summary>true or false of JSON.</summary>
    Flag,

    List,
    Map,
}

/// <summary>A value, where it stands.</summary>
internal sealed record Node(NodeKind Kind, int Line)
{
    public string Text { get; init; } = "";

    public IReadOnlyList<Node> Items { get; init; } = [];

    public IReadOnlyList<(Node Key, Node Value)> Pairs { get; init; } = [];

    /// <summary>For people.</summary>
    public string Shown => Kind switch
    {
        NodeKind.Null => "nothing",
        NodeKind.List => "a list",
        NodeKind.Map => "a map",
        NodeKind.Text => $"the text '{Cut(Text)}'",
        _ => $"'{Cut(Text)}'",
    };

    private static string Cut(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
