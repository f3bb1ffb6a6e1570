using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace InfraSpecs.Cli;

/// <summary>
/// A description of a cluster, for <c>infraspecs up swarm -f swarm.yml</c>: managers, workers (how many, or a list with labels), cpus and memory of a node, ports of the manager, preload, stacks,
/// visualizer.
/// </summary>
internal sealed class SwarmDescription
{
    private static readonly string[] Keys = ["managers", "workers", "cpus", "memory", "ports", "preload", "stacks", "visualizer"];

    private readonly string _path;
    private readonly YamlMappingNode _root;

    private SwarmDescription(string path, YamlMappingNode root) => (_path, _root) = (path, root);

    /// <param name="path">The file.</param>
    /// <param name="plan">What holds where it says nothing.</param>
    /// <param name="token">Ends the reading.</param>
    /// <exception cref="NamedException">It cannot be read, or says what cannot be meant.</exception>
    public static async Task<UpSwarmPlan> ReadAsync(string path, UpSwarmPlan plan, CancellationToken token)
    {
        if (!File.Exists(path)) throw NamedException.SwarmFile(path, null, $"there is no such file{(Path.IsPathRooted(path) ? "" : $" in {Directory.GetCurrentDirectory()}")}");
        return Read(path, await File.ReadAllTextAsync(path, token), plan);
    }

    internal static UpSwarmPlan Read(string path, string text, UpSwarmPlan plan)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw NamedException.SwarmFile(path, e.Start.Line, e.InnerException?.Message ?? e.Message);
        }

        if (yaml.Documents is not [{ RootNode: YamlMappingNode root }, ..]) throw NamedException.SwarmFile(path, null, $"it has none of {string.Join(", ", Keys)}");
        return new SwarmDescription(path, root).Apply(plan);
    }

    private UpSwarmPlan Apply(UpSwarmPlan plan)
    {
        foreach (var key in _root.Children.Keys.Where(it => !Keys.Contains(it.ToString())))
        {
            var near = Likeness.Nearest($"{key}", Keys);
            throw Wrong(key, $"there is no '{key}'{(near is null ? $"; there are {string.Join(", ", Keys)}" : $"; did you mean {near}?")}");
        }

        var options = plan.Options;
        var (workers, labels) = Workers(options.Workers);
        return plan with
        {
            Options = options with
            {
                Managers = Find("managers") is { } managers ? Number(managers) : options.Managers,
                Workers = workers,
                NodeLabels = labels,
                NodeCpus = Find("cpus") is { } cpus ? Amount(cpus, "a number of processors, as 0.5") : options.NodeCpus,
                NodeMemory = Find("memory") is { } memory ? Bytes(memory) : options.NodeMemory,
                ManagerPorts = [.. options.ManagerPorts, .. Items("ports").Select(Number)],
            },
            Preload = [.. plan.Preload, .. Items("preload").Select(Text)],
            Stacks = [.. plan.Stacks, .. Stacks()],
            HasVisualizer = Find("visualizer") is { } drawn ? Truth(drawn) : plan.HasVisualizer,
        };
    }

    private (int Count, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Labels) Workers(int usual)
    {
        Dictionary<string, IReadOnlyDictionary<string, string>> labels = [];
        if (Find("workers") is not { } said) return (usual, labels);
        if (said is not YamlSequenceNode list) return (Number(said), labels);
        foreach (var (worker, number) in list.Children.Select((it, i) => (it, i + 1)))
        {
            if (worker is not YamlMappingNode its) throw Wrong(worker, "a worker is a mapping, as { labels: { disk: ssd } }, or {}");
            foreach (var (key, value) in its.Children)
            {
                if ($"{key}" != "labels") throw Wrong(key, $"a worker has labels, and no '{key}'");
                if (value is not YamlMappingNode pairs) throw Wrong(value, "labels are a mapping, as { disk: ssd }");
                labels[$"worker{number:00}"] = pairs.Children.ToDictionary(it => Text(it.Key), it => Text(it.Value));
            }
        }

        return (list.Children.Count, labels);
    }

    /// <summary>A list of files, or a mapping of names to files; they lie beside this one.</summary>
    private IEnumerable<(string Name, string File)> Stacks()
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(_path))!;
        return Find("stacks") is YamlMappingNode named
            ? named.Children.Select(it => (Text(it.Key), Path.Combine(folder, Text(it.Value))))
            : Items("stacks").Select(it => UpSwarmCommand.StackOf(Text(it))).Select(it => (it.Name, Path.Combine(folder, it.File)));
    }

    private YamlNode? Find(string key) => _root.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    private IEnumerable<YamlNode> Items(string key) => Find(key) switch
    {
        null => [],
        YamlSequenceNode list => list.Children,
        var other => throw Wrong(other, $"{key} is a list"),
    };

    private int Number(YamlNode node) => int.TryParse(Text(node), CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(node, $"'{node}' is no whole number");

    private double Amount(YamlNode node, string what) =>
        double.TryParse(Text(node), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(node, $"'{node}' is not {what}");

    private bool Truth(YamlNode node) => bool.TryParse(Text(node), out var truth) ? truth : throw Wrong(node, $"'{node}' is neither true nor false");

    /// <summary>"512m" and "1g", in binary as docker has it.</summary>
    private long Bytes(YamlNode node)
    {
        var text = Text(node).ToLowerInvariant().TrimEnd('b');
        var shift = text switch { [.., 'k'] => 10, [.., 'm'] => 20, [.., 'g'] => 30, _ => 0 };
        return double.TryParse(shift == 0 ? text : text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 1e9
            ? (long)(number * (1L << shift)) : throw Wrong(node, $"'{node}' is no amount of memory, as 512m or 1g");
    }

    private string Text(YamlNode node) => node is YamlScalarNode { Value: { Length: > 0 } value } ? value : throw Wrong(node, "it is empty, or no single value");

    private NamedException Wrong(YamlNode node, string what) => NamedException.SwarmFile(_path, node.Start.Line, what);
}
