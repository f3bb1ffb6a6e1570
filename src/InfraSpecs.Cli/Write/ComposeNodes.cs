using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace InfraSpecs.Cli.Write;

/// <summary>Values of a compose file by their keys, with what merge keys bring.</summary>
internal static class ComposeNodes
{
    private const int Deepest = 100;
    private const string Merge = "<<";

    /// <summary>The first document's mapping; null where it is none.</summary>
    /// <exception cref="YamlException">It is no YAML.</exception>
    public static YamlMappingNode? Load(string text)
    {
        // The tree is built level within level, which the stack must hold.
        var (events, depth) = (new Parser(new StringReader(text)), 0);
        while (events.MoveNext())
        {
            depth += events.Current!.NestingIncrease;
            if (depth > Deepest) throw new YamlException(events.Current.Start, events.Current.End, $"it is nested more than {Deepest} levels deep");
        }

        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return yaml.Documents is [{ RootNode: YamlMappingNode root }, ..] ? root : null;
    }

    public static YamlNode? Find(this YamlNode? node, string key)
    {
        if (node is not YamlMappingNode map) return null;
        if (map.Children.TryGetValue(new YamlScalarNode(key), out var own)) return own;
        if (key == Merge || !map.Children.TryGetValue(new YamlScalarNode(Merge), out var merged)) return null;
        return merged is YamlSequenceNode several ? several.Select(it => it.Find(key)).FirstOrDefault(it => it is not null) : merged.Find(key);
    }

    public static string? Text(this YamlNode? node) => (node as YamlScalarNode)?.Value;

    public static IEnumerable<YamlNode> Items(this YamlNode? node) => node is YamlSequenceNode list ? list.Children : [];

    /// <summary>The keys of a mapping, with their values.</summary>
    public static IEnumerable<(string Key, YamlNode Value)> Entries(this YamlNode? node)
    {
        if (node is not YamlMappingNode map) return [];
        var own = map.Children.Where(it => it.Key.Text() is not (null or Merge)).Select(it => (it.Key.Text()!, it.Value));
        return map.Children.TryGetValue(new YamlScalarNode(Merge), out var merged)
            ? own.Concat((merged is YamlSequenceNode several ? several.Children : [merged]).SelectMany(it => it.Entries())).DistinctBy(it => it.Item1)
            : own;
    }

    public static long Line(this YamlNode node) => node.Start.Line;
}
