using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace InfraSpecs.Swarm;

/// <summary>A part of a compose file, with the line that it begins at: a scalar, a list, or a mapping. As in the docker command line, the last of equal keys counts.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Scalar">Its text, if it is one.</param>
internal sealed record ComposeNode(int Line, string? Scalar)
{
    private const string Merge = "<<";

    private readonly List<(string Key, int Line, ComposeNode Node)> _children = [];

    /// <summary>The entries of a mapping, those merged into it too; those of a list by "0", "1", ….</summary>
    public IEnumerable<(string Key, int Line, ComposeNode Node)> Children => Merged(_children)
        .GroupBy(it => it.Key).Select(it => it.Last());

    /// <summary>The items of a list, or the one thing that stands in its place.</summary>
    public IEnumerable<ComposeNode> Items => Scalar is not null ? [this] : _children.Select(it => it.Node);

    /// <summary>Nothing where there is no such key.</summary>
    public ComposeNode? this[string key] => Children.Where(it => it.Key == key).Select(it => it.Node).LastOrDefault();

    /// <exception cref="YamlException">It is no YAML.</exception>
    public static ComposeNode Parse(string text)
    {
        var parser = new Parser(new StringReader(text));
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _)) return new ComposeNode(1, "");
        var root = Read(parser, []);
        while (!parser.Accept<StreamEnd>(out _)) parser.MoveNext();
        return root;
    }

    private static ComposeNode Read(Parser parser, Dictionary<string, ComposeNode> anchors)
    {
        var start = parser.Consume<ParsingEvent>();
        if (start is AnchorAlias alias) return anchors.GetValueOrDefault(alias.Value.Value) ?? new ComposeNode(Of(alias), "");
        var node = new ComposeNode(Of(start), (start as Scalar)?.Value);
        if (start is NodeEvent { Anchor.IsEmpty: false } anchored) anchors[anchored.Anchor.Value] = node;
        if (start is MappingStart)
        {
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var key = Read(parser, anchors);
                node._children.Add((key.Scalar ?? "", key.Line, Read(parser, anchors)));
            }
        }
        else if (start is SequenceStart)
        {
            for (var index = 0; !parser.TryConsume<SequenceEnd>(out _); index++)
            {
                var item = Read(parser, anchors);
                node._children.Add(($"{index}", item.Line, item));
            }
        }

        return node;
    }

    private static int Of(ParsingEvent it) => (int)it.Start.Line;

    /// <summary>What is merged in comes first, so that what stands beside it counts.</summary>
    private static IEnumerable<(string Key, int Line, ComposeNode Node)> Merged(List<(string Key, int Line, ComposeNode Node)> children) =>
        children.Where(it => it.Key == Merge).SelectMany(it => it.Node._children is [{ Key: "0" }, ..] list ? list.SelectMany(one => one.Node.Children) : it.Node.Children)
            .Concat(children.Where(it => it.Key != Merge));
}
