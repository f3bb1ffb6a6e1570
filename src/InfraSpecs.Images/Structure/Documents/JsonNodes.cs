using System.Text;
using System.Text.Json;

namespace InfraSpecs.Images.Structure.Documents;

/// <summary>A file in JSON.</summary>
internal ref struct JsonNodes
{
    private const int Deepest = 100;
    private readonly ReadOnlySpan<byte> _utf8;
    private Utf8JsonReader _reader;
    private int _line = 1;
    private int _counted;

    private JsonNodes(ReadOnlySpan<byte> utf8)
    {
        _utf8 = utf8;
        _reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = Deepest });
    }

    /// <exception cref="DocumentException">It is no JSON.</exception>
    public static Node Read(string text)
    {
        try
        {
            var nodes = new JsonNodes(Encoding.UTF8.GetBytes(text));
            nodes._reader.Read();
            var node = nodes.Value();
            nodes._reader.Read();
            return node;
        }
        catch (JsonException e)
        {
            throw new DocumentException((int)(e.LineNumber ?? 0) + 1, $"it is no JSON: {e.Message.Split(" LineNumber:")[0].TrimEnd('.')}");
        }
    }

    private Node Value()
    {
        var line = Line();
        return _reader.TokenType switch
        {
            JsonTokenType.StartArray => List(line),
            JsonTokenType.StartObject => Map(line),
            JsonTokenType.String => new Node(NodeKind.Text, line) { Text = Text() },
            JsonTokenType.Number => new Node(NodeKind.Number, line) { Text = Encoding.ASCII.GetString(_reader.ValueSpan) },
            JsonTokenType.True or JsonTokenType.False => new Node(NodeKind.Flag, line) { Text = _reader.TokenType is JsonTokenType.True ? "true" : "false" },
            _ => new Node(NodeKind.Null, line),
        };
    }

    private Node List(int line)
    {
        var items = new List<Node>();
        while (_reader.Read() && _reader.TokenType is not JsonTokenType.EndArray) items.Add(Value());
        return new Node(NodeKind.List, line) { Items = items };
    }

    private Node Map(int line)
    {
        var pairs = new List<(Node, Node)>();
        while (_reader.Read() && _reader.TokenType is not JsonTokenType.EndObject)
        {
            var key = new Node(NodeKind.Text, Line()) { Text = Text() };
            _reader.Read();
            pairs.Add((key, Value()));
        }

        return new Node(NodeKind.Map, line) { Pairs = pairs };
    }

    private string Text()
    {
        try
        {
            return _reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, which Go takes for U+FFFD.
            return "\uFFFD";
        }
    }

    private int Line()
    {
        var at = (int)_reader.TokenStartIndex;
        _line += _utf8[_counted..at].Count((byte)'\n');
        _counted = at;
        return _line;
    }
}
