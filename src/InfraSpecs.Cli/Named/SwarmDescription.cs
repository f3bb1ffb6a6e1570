using System.Globalization;
using InfraSpecs.Swarm;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace InfraSpecs.Cli;

/// <summary>
/// A description of a cluster, for <c>infraspecs up swarm -f swarm.yml</c>: managers and workers (how many, or all of them alike, or a list), cpus and memory of a node, ports of the manager,
/// preload, stacks, visualizer.
/// </summary>
internal sealed class SwarmDescription
{
    private static readonly string[] Keys = ["managers", "workers", "cpus", "memory", "ports", "preload", "stacks", "visualizer"];
    private static readonly string[] NodeKeys = ["labels", "cpus", "memory"];
    private static readonly string[] RoleKeys = ["count", "cpus", "memory"];

    // As SwarmOptions has it; here its line can be named.
    private const double LeastCpus = 0.01;
    private const double MostCpus = 1024;
    private const long LeastMemory = 128L << 20;

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
        var (managers, workers) = (ReadRole("managers", UpSwarmPlan.ManagerName, options.Managers), ReadRole("workers", UpSwarmPlan.WorkerName, options.Workers));
        return plan with
        {
            Options = options with
            {
                Managers = managers.Count,
                Workers = workers.Count,
                NodeLabels = managers.Labels.Concat(workers.Labels).ToDictionary(),
                NodeLimits = managers.Limits.Concat(workers.Limits).ToDictionary(),
                NodeCpus = Cpus(_root) ?? options.NodeCpus,
                NodeMemory = Memory(_root) ?? options.NodeMemory,
                ManagerPorts = [.. options.ManagerPorts, .. Items("ports").Select(Number)],
            },
            ManagerLimits = managers.All,
            WorkerLimits = workers.All,
            Preload = [.. plan.Preload, .. Items("preload").Select(Text)],
            Stacks = [.. plan.Stacks, .. Stacks()],
            HasVisualizer = Find("visualizer") is { } drawn ? Truth(drawn) : plan.HasVisualizer,
        };
    }

    /// <summary>How many, as { count: 3, memory: 1g } for all of them alike, or as a list with a mapping for each.</summary>
    private Role ReadRole(string key, Func<int, string> nameOf, int usual)
    {
        if (Find(key) is not { } said) return new Role(usual);
        if (said is YamlMappingNode alike)
        {
            ThrowIfStrange(alike, RoleKeys, key);
            return new Role(Find(alike, "count") is { } count ? Number(count) : usual) { All = Limits(alike) };
        }

        if (said is not YamlSequenceNode list) return new Role(Number(said));
        var role = new Role(list.Children.Count);
        var one = $"a {key.TrimEnd('s')}";
        foreach (var (node, name) in list.Children.Select((it, i) => (it, nameOf(i + 1))))
        {
            if (node is not YamlMappingNode its) throw Wrong(node, $"{one} is a mapping, as {{ labels: {{ disk: ssd }} }}, or {{}}");
            ThrowIfStrange(its, NodeKeys, one);
            if (Limits(its) is { } limits) role.Limits[name] = limits;
            if (Find(its, "labels") is not { } labels) continue;
            if (labels is not YamlMappingNode pairs) throw Wrong(labels, "labels are a mapping, as { disk: ssd }");
            role.Labels[name] = pairs.Children.ToDictionary(it => Text(it.Key), it => Text(it.Value));
        }

        return role;
    }

    private void ThrowIfStrange(YamlMappingNode its, string[] keys, string what)
    {
        if (its.Children.Keys.FirstOrDefault(it => !keys.Contains($"{it}")) is { } strange) throw Wrong(strange, $"{what} has {string.Join(", ", keys[..^1])} and {keys[^1]}, and no '{strange}'");
    }

    private NodeLimits? Limits(YamlMappingNode its)
    {
        var limits = new NodeLimits { Cpus = Cpus(its), Memory = Memory(its) };
        return limits == new NodeLimits() ? null : limits;
    }

    /// <summary>A list of files, or a mapping of names to files; they lie beside this one.</summary>
    private IEnumerable<(string Name, string File)> Stacks()
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(_path))!;
        return Find("stacks") is YamlMappingNode named
            ? named.Children.Select(it => (Text(it.Key), Path.Combine(folder, Text(it.Value))))
            : Items("stacks").Select(it => UpSwarmCommand.StackOf(Text(it))).Select(it => (it.Name, Path.Combine(folder, it.File)));
    }

    private YamlNode? Find(string key) => Find(_root, key);

    private static YamlNode? Find(YamlMappingNode its, string key) => its.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    private IEnumerable<YamlNode> Items(string key) => Find(key) switch
    {
        null => [],
        YamlSequenceNode list => list.Children,
        var other => throw Wrong(other, $"{key} is a list"),
    };

    private int Number(YamlNode node) => int.TryParse(Text(node), CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(node, $"'{node}' is no whole number");

    private double? Cpus(YamlMappingNode its)
    {
        if (Find(its, "cpus") is not { } said) return null;
        if (!double.TryParse(Text(said), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) throw Wrong(said, $"'{said}' is not a number of processors, as 0.5");
        return number is >= LeastCpus and <= MostCpus ? number : throw Wrong(said, $"cpus is {said}, and must be from 0.01 to 1024");
    }

    private long? Memory(YamlMappingNode its)
    {
        if (Find(its, "memory") is not { } said) return null;
        return Bytes(said) is >= LeastMemory and var bytes ? bytes : throw Wrong(said, $"memory is {said}, and must be 128m or more, which an engine needs");
    }

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

    /// <param name="Count">How many nodes.</param>
    private sealed record Role(int Count)
    {
        /// <summary>What each of them may use; null where that is not said of all.</summary>
        public NodeLimits? All { get; init; }

        public Dictionary<string, IReadOnlyDictionary<string, string>> Labels { get; } = [];

        public Dictionary<string, NodeLimits> Limits { get; } = [];
    }
}
