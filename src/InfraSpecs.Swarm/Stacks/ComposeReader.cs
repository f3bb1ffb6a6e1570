using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace InfraSpecs.Swarm;

/// <summary>Reads the YAML of a compose file. What no such file needs ends it at once: each level costs stack, and anchors that name anchors multiply.</summary>
internal sealed class ComposeReader
{
    private const int Deepest = 100;
    private const int Most = 100_000;

    private readonly Parser _parser;
    private readonly Dictionary<string, ComposeNode> _anchors = [];

    // Anchors of what is being read: an alias of one would hold itself.
    private readonly HashSet<string> _open = [];
    private readonly List<string> _path = [];
    private readonly List<ComposeDuplicate> _duplicates = [];

    private ComposeReader(string text) => _parser = new Parser(new StringReader(text));

    /// <returns>The first document, and the keys that it gives twice.</returns>
    /// <exception cref="YamlException">It is no YAML.</exception>
    /// <exception cref="ComposeLimitException">It is nested too deeply, is too large, or holds itself.</exception>
    public static (ComposeNode Root, IReadOnlyList<ComposeDuplicate> Duplicates) Read(string text)
    {
        var reader = new ComposeReader(text);
        reader._parser.Consume<StreamStart>();
        if (!reader._parser.TryConsume<DocumentStart>(out _)) return (new ComposeNode(1, ""), []);
        var root = reader.Read();
        while (!reader._parser.Accept<StreamEnd>(out _)) reader._parser.MoveNext();
        return (root, reader._duplicates);
    }

    private ComposeNode Read()
    {
        var start = _parser.Consume<ParsingEvent>();
        if (start is AnchorAlias alias) return Named(alias);
        var node = new ComposeNode(LineOf(start), (start as Scalar)?.Value);
        var anchor = start is NodeEvent { Anchor.IsEmpty: false } anchored ? anchored.Anchor.Value : null;
        if (anchor is not null) _open.Add(anchor);
        if (start is MappingStart) ReadMapping(node);
        else if (start is SequenceStart) ReadList(node);
        if (anchor is null) return node;
        _open.Remove(anchor);
        return _anchors[anchor] = node;
    }

    private void ReadMapping(ComposeNode node)
    {
        var lines = new Dictionary<string, int>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = Read();
            var name = key.Scalar ?? "";
            if (!lines.TryAdd(name, key.Line) && name != ComposeNode.Merge) _duplicates.Add(new ComposeDuplicate(string.Join('.', [.. _path, name]), lines[name], key.Line));
            Add(node, name, key.Line);
        }
    }

    private void ReadList(ComposeNode node)
    {
        for (var index = 0; !_parser.TryConsume<SequenceEnd>(out _); index++) Add(node, $"{index}", null);
    }

    private void Add(ComposeNode node, string key, int? line)
    {
        _path.Add(key);
        if (_path.Count > Deepest) throw TooDeep(node.Line);
        var child = Read();
        node.Add(key, line ?? child.Line, child);
        _path.RemoveAt(_path.Count - 1);
        if (_path.Count + node.Depth > Deepest + 1) throw TooDeep(child.Line);
        if (node.Size > Most) throw new ComposeLimitException(line ?? child.Line, $"more than {Most} values, once what its aliases name is put in their place");
    }

    private ComposeNode Named(AnchorAlias alias)
    {
        var name = alias.Value.Value;
        if (_open.Contains(name)) throw new ComposeLimitException(LineOf(alias), $"the alias *{name} within what it names, which would have no end");
        return _anchors.GetValueOrDefault(name) ?? new ComposeNode(LineOf(alias), "");
    }

    private static ComposeLimitException TooDeep(int line) => new(line, $"more than {Deepest} levels, one within the other");

    private static int LineOf(ParsingEvent it) => (int)it.Start.Line;
}

/// <summary>A key that a mapping gives twice.</summary>
/// <param name="Path">"services.api.image".</param>
/// <param name="First">The line of the first.</param>
/// <param name="Second">The line of the second.</param>
internal sealed record ComposeDuplicate(string Path, int First, int Second);

/// <summary>A compose file is beyond what is read.</summary>
/// <param name="line">Where, from 1.</param>
/// <param name="has">What it has there, as the object of a sentence.</param>
internal sealed class ComposeLimitException(int line, string has) : Exception(has)
{
    public int Line => line;
}
