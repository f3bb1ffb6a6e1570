using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace InfraSpecs.Images.Structure.Documents;

/// <summary>The first document of a file in YAML. What an alias stands for is not copied, so that a file of aliases to aliases takes no more memory than it has lines.</summary>
internal sealed class YamlNodes
{
    private const int Deepest = 100;
    private readonly Parser _parser;
    private readonly Dictionary<string, Node?> _anchors = [];

    private YamlNodes(string text) => _parser = new Parser(new StringReader(text));

    /// <returns>Null where the file has no document.</returns>
    /// <exception cref="DocumentException">It is no YAML.</exception>
    public static Node? Read(string text)
    {
        var nodes = new YamlNodes(text);
        try
        {
            nodes._parser.Consume<StreamStart>();
            return nodes._parser.TryConsume<DocumentStart>(out _) ? nodes.Value(0) : null;
        }
        catch (YamlException e)
        {
            throw new DocumentException(Line(e.Start), $"it is no YAML: {e.Message.TrimEnd('.')}");
        }
        catch (InvalidOperationException)
        {
            // What the library throws for some errors, without a place: they are behind what it read last.
            throw new DocumentException(Line(nodes._parser.Current?.End ?? Mark.Empty), "it is no YAML from here on");
        }
    }

    private Node Value(int depth)
    {
        if (depth > Deepest) throw new DocumentException(Line(_parser.Current!.Start), $"it is nested deeper than {Deepest} levels");
        if (_parser.TryConsume<AnchorAlias>(out var alias)) return Aliased(alias);
        var line = Line(_parser.Current!.Start);
        var anchor = (_parser.Current as NodeEvent)?.Anchor ?? AnchorName.Empty;
        if (!anchor.IsEmpty) _anchors[anchor.Value] = null;
        var node = _parser.TryConsume<Scalar>(out var scalar) ? Convert(scalar, line)
            : _parser.TryConsume<SequenceStart>(out _) ? List(line, depth)
            : Map(line, depth);
        if (!anchor.IsEmpty) _anchors[anchor.Value] = node;
        return node;
    }

    private Node Aliased(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out var node)) throw new DocumentException(Line(alias.Start), $"there is no anchor &{alias.Value.Value} before this alias");
        return node ?? throw new DocumentException(Line(alias.Start), $"the anchor &{alias.Value.Value} contains itself");
    }

    private Node List(int line, int depth)
    {
        var items = new List<Node>();
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(Value(depth + 1));
        return new Node(NodeKind.List, line) { Items = items };
    }

    private Node Map(int line, int depth)
    {
        _parser.Consume<MappingStart>();
        var pairs = new List<(Node, Node)>();
        while (!_parser.TryConsume<MappingEnd>(out _)) pairs.Add((Value(depth + 1), Value(depth + 1)));
        return new Node(NodeKind.Map, line) { Pairs = pairs };
    }

    private static Node Convert(Scalar scalar, int line)
    {
        var isPlain = scalar is { Style: ScalarStyle.Plain } && scalar.Tag.IsEmpty;
        var isNull = isPlain && scalar.Value is "" or "~" or "null" or "Null" or "NULL";
        return new Node(isPlain ? isNull ? NodeKind.Null : NodeKind.Plain : NodeKind.Text, line) { Text = scalar.Value };
    }

    private static int Line(in Mark mark) => (int)mark.Line;
}
