namespace InfraSpecs.Swarm;

/// <summary>A part of a compose file, with the line that it begins at: a scalar, a list, or a mapping.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Scalar">Its text, if it is one.</param>
internal sealed record ComposeNode(int Line, string? Scalar)
{
    /// <summary>The key of what is merged into a mapping.</summary>
    public const string Merge = "<<";

    private readonly List<(string Key, int Line, ComposeNode Node)> _children = [];

    /// <summary>The entries of a mapping, those merged into it too; those of a list by "0", "1", ….</summary>
    public IEnumerable<(string Key, int Line, ComposeNode Node)> Children => Merged(_children)
        .GroupBy(it => it.Key).Select(it => it.Last());

    /// <summary>The items of a list, or the one thing that stands in its place.</summary>
    public IEnumerable<ComposeNode> Items => Scalar is not null ? [this] : _children.Select(it => it.Node);

    /// <summary>Of how many nodes it stands for, itself among them; an alias counts as what it names.</summary>
    public int Size { get; private set; } = 1;

    /// <summary>How many steps it is to the deepest of them.</summary>
    public int Depth { get; private set; } = 1;

    /// <summary>Nothing where there is no such key.</summary>
    public ComposeNode? this[string key] => Children.Where(it => it.Key == key).Select(it => it.Node).LastOrDefault();

    public void Add(string key, int line, ComposeNode node)
    {
        _children.Add((key, line, node));
        (Size, Depth) = (Size + node.Size, Math.Max(Depth, node.Depth + 1));
    }

    /// <summary>What is merged in comes first, and of a list the first last, so that what stands beside counts, and then what is named first.</summary>
    private static IEnumerable<(string Key, int Line, ComposeNode Node)> Merged(List<(string Key, int Line, ComposeNode Node)> children) =>
        children.Where(it => it.Key == Merge).SelectMany(it => it.Node._children is [{ Key: "0" }, ..] list ? list.AsEnumerable().Reverse().SelectMany(one => one.Node.Children) : it.Node.Children)
            .Concat(children.Where(it => it.Key != Merge));
}
