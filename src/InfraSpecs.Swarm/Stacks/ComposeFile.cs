using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;

namespace InfraSpecs.Swarm;

/// <summary>A compose file as it was read: which files it names, and where in it things are. What it means is the docker command line's affair.</summary>
internal sealed partial class ComposeFile
{
    private const int LongestShown = 200;

    // The parts of a file that variables are put into.
    private static readonly string[] Sections = ["services", "networks", "secrets", "configs", "volumes"];
    private static readonly string[] FileKinds = ["secrets", "configs"];
    private static readonly ObjectKind[] Kinds = [ObjectKind.Network, ObjectKind.Secret, ObjectKind.Config];

    // What the docker command line takes for no, in any case.
    private static readonly string[] NoWords = ["0", "false", "n", "no", "off"];

    private readonly string[] _lines;
    private readonly ComposeNode _root;
    private readonly ComposeVariables _variables;
    private readonly IReadOnlyList<ComposeDuplicate> _duplicates = [];
    private readonly int? _brokenAt;

    private ComposeFile(string path, string text, ComposeVariables variables)
    {
        (Path, Text, _variables, _lines) = (path, text, variables, text.Split('\n'));
        try
        {
            (_root, _duplicates) = ComposeReader.Read(text);
        }
        catch (ComposeLimitException e)
        {
            throw StackException.TooComplex(path, e.Line, e.Message);
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException)
        {
            // The command line refuses it in its own words. Of an entry that does not fit, it tells the line before.
            (_root, IsBroken, _brokenAt) = (new ComposeNode(1, ""), true, e is SemanticErrorException misfit ? (int)misfit.Start.Line : null);
        }
    }

    /// <summary>As it was given.</summary>
    public string Path { get; }

    public string Text { get; }

    /// <summary>It is no YAML, or none that is read here.</summary>
    public bool IsBroken { get; }

    /// <summary>The files that it names, with where it names them.</summary>
    public IEnumerable<(string Path, string Named, int Line)> Files =>
        FileKinds
            .SelectMany(kind => (_root[kind]?.Children ?? []).Select(it => (Path: $"{kind}.{it.Key}.file", File: it.Node["file"])))
            .Concat(Services.SelectMany(it => (it.Node["env_file"]?.Items ?? []).Select(file => (Path: $"services.{it.Key}.env_file", File: (ComposeNode?)file))))
            .Where(it => it.File?.Scalar is { Length: > 0 })
            .Select(it => (it.Path, _variables.Expand(it.File!.Scalar!), it.File.Line));

    /// <summary>The folders of this machine that it mounts into services: relative ones, or those of a user.</summary>
    public IEnumerable<(string Path, string Named, int Line)> RelativeMounts => Services
        .SelectMany(it => (it.Node["volumes"]?.Items ?? []).Select(mount => (Path: $"services.{it.Key}.volumes", Node: mount["source"] ?? mount)))
        .Where(it => it.Node.Scalar is not null)
        .Select(it => (it.Path, Named: _variables.Expand(it.Node.Scalar!).Split(':')[0], it.Node.Line))
        .Where(it => it.Named.StartsWith('.') || it.Named.StartsWith('~'));

    /// <summary>What it calls external: the kind, the name in the cluster, and where it says so.</summary>
    public IEnumerable<(ObjectKind Kind, string Name, int Line)> Externals => Kinds
        .SelectMany(kind => (_root[kind.Word() + "s"]?.Children ?? []).Select(it => (Kind: kind, it.Key, it.Line, it.Node)))
        .Where(it => IsExternal(it.Node))
        .Select(it => (it.Kind, NameOf(it.Node) ?? it.Key, it.Line));

    /// <summary>What a deploy makes, or changes where it is there: the kind, and the name in the cluster.</summary>
    /// <param name="stack">The stack's name.</param>
    public IEnumerable<(ObjectKind Kind, string Name)> Makes(string stack) => Services.Select(it => (ObjectKind.Service, $"{stack}_{it.Key}"))
        .Concat(Kinds.SelectMany(kind => (_root[kind.Word() + "s"]?.Children ?? []).Where(it => !IsExternal(it.Node)).Select(it => (kind, NameOf(it.Node) ?? $"{stack}_{it.Key}"))))
        .Append((ObjectKind.Network, $"{stack}_default"));

    /// <summary>The volumes that a deploy makes on nodes, or finds there: the name, and where the file says so.</summary>
    /// <param name="stack">The stack's name.</param>
    public IEnumerable<(string Name, int Line)> Volumes(string stack) =>
        (_root["volumes"]?.Children ?? []).Where(it => !IsExternal(it.Node)).Select(it => (NameOf(it.Node) ?? $"{stack}_{it.Key}", it.Line));

    /// <summary>The services that others reach by a virtual address, or by a port that each node publishes; none where there is nobody that would.</summary>
    public IEnumerable<(string Name, int Line)> VirtualServices => Services
        .Where(it => Meant(it.Node["deploy"]?["endpoint_mode"]) is not "dnsrr" && (Services.Count() > 1 || (it.Node["ports"]?.Items ?? []).Any(port => Meant(port["mode"]) is not "host")))
        .Select(it => (it.Key, it.Line));

    /// <summary>A sentence for each variable that means nothing, with its line.</summary>
    public IEnumerable<string> UnknownVariables => _root.Children
        .Where(it => Sections.Contains(it.Key))
        .SelectMany(it => Scalars(it.Node))
        .SelectMany(it => _variables.Unknown(it.Scalar!).Select(name => (it.Line, Name: name))).Distinct()
        .Select(it => $"{Path}:{it.Line}: the variable {it.Name} is not in StackOptions.Environment, and became empty.");

    /// <summary>A sentence for each option of a service that Swarm does not have, with its line.</summary>
    public IEnumerable<string> Ignored => Services
        .SelectMany(service => IgnoredOptions.FindIn(service.Node).Select(it => $"{Path}:{it.Line}: service {service.Key}: {it.Option} is ignored by Swarm: {it.Instead}."));

    /// <summary>A sentence for each constraint that no node meets, and each preference that spreads nothing, with its line: Swarm takes both.</summary>
    public IEnumerable<string> Misplaced => Services
        .SelectMany(service => WhyNot(service.Node["deploy"]?["placement"]).Select(it => $"{Path}:{it.Line}: service {service.Key}: {Hide(it.Why)}"));

    private IEnumerable<(string Key, int Line, ComposeNode Node)> Services => _root["services"]?.Children ?? [];

    /// <exception cref="StackException">It is no regular file, or is beyond what is read.</exception>
    public static async Task<ComposeFile> ReadAsync(string path, IReadOnlyDictionary<string, string> environment, CancellationToken token)
    {
        var file = await RegularFile.ReadAsync(path, token);
        if (file.Content is not { } content) throw StackException.Unreadable(path, file.WhyNot);
        using var reader = new StreamReader(new MemoryStream(content));
        return new ComposeFile(path, await reader.ReadToEndAsync(token), new ComposeVariables(environment));
    }

    /// <exception cref="StackException">A key is given twice in a mapping.</exception>
    public void ThrowIfAmbiguous()
    {
        if (_duplicates is [var first, ..]) throw StackException.DuplicateKey(this, first);
    }

    /// <summary>A line with its number, as an error quotes it.</summary>
    public string Quoted(int line) => $"{line} | {Shown(line)}";

    /// <summary>A line as it is shown: of what is a variable for a service, only the name.</summary>
    public string Shown(int line)
    {
        var text = _lines[Math.Clamp(line, 1, _lines.Length) - 1].TrimEnd();
        if (text.Length > LongestShown) text = text[..LongestShown] + " …";
        return IsBroken || SecretLines.Contains(line) ? Value().Replace(text, "${key} …") : text;
    }

    /// <summary>The line that words of the docker command line are about; null if they name nothing that is in the file.</summary>
    public int? Locate(string said, string stack)
    {
        if (_brokenAt is { } line) return line;
        if (YamlLine().Match(said) is { Success: true } told) return int.Parse(told.Groups[1].Value, CultureInfo.InvariantCulture);
        var places = Places("", _root).ToList();
        var words = Word().Matches(said).Select(it => it.Value.TrimEnd('.', ':')).ToList();
        var path = words.Where(it => it.Contains('.')).SelectMany(it => places.Where(place => place.Path == it)).OrderBy(it => it.Path.Length).LastOrDefault();
        var key = AdditionalProperty().Match(said) is { Success: true } additional ? additional.Groups["key"].Value : null;
        if (key is not null && places.FirstOrDefault(it => it.Path == (path.Path is null ? key : $"{path.Path}.{key}")) is { Path: not null } unknown) return unknown.Line;
        if (RequiredVariable().Match(said) is { Success: true } required && WithVariable(places, path.Path, required.Groups[1].Value) is { } value) return value;
        if (InList(places, said) is { } item) return item;
        if (path.Path is not null) return path.Line;

        // What is left are names: those of the cluster begin with the stack's.
        var names = words.SelectMany(it => it.StartsWith(stack + "_", StringComparison.Ordinal) ? new[] { it, it[(stack.Length + 1)..] } : [it]).ToList();
        string[] kinds = [.. Sections.OrderByDescending(it => said.Contains(it[..^1], StringComparison.OrdinalIgnoreCase))];
        var external = Externals.FirstOrDefault(it => names.Contains(it.Name));
        if (external.Name is not null) return external.Line;
        if (WithValue(said) is { } only) return only;
        return names.SelectMany(name => (string[])[.. kinds.Select(kind => $"{kind}.{name}"), name])
            .SelectMany(it => places.Where(place => place.Path == it))
            .Select(it => (int?)it.Line)
            .FirstOrDefault();
    }

    private bool IsExternal(ComposeNode node) =>
        node["external"] is { } external && !(external.Scalar is { } said && NoWords.Contains(_variables.Expand(said), StringComparer.OrdinalIgnoreCase));

    private string? Meant(ComposeNode? node) => node?.Scalar is { } said ? _variables.Expand(said) : null;

    private string? NameOf(ComposeNode node) => (node["name"]?.Scalar ?? node["external"]?["name"]?.Scalar) is { } name ? _variables.Expand(name) : null;

    private HashSet<int> SecretLines =>
        [.. Places("", _root).Where(it => it.Path.Contains(".environment.", StringComparison.Ordinal) || it.Path.Contains(".labels.", StringComparison.Ordinal)).Select(it => it.Line)];

    private IEnumerable<(int Line, string Why)> WhyNot(ComposeNode? placement) => (placement?["constraints"]?.Items ?? []).Select(it => (Node: it, Judge: (Func<string, string?>)NodeConstraint.WhyNot))
        .Concat((placement?["preferences"]?.Items ?? []).Select(it => it["spread"]).OfType<ComposeNode>().Select(it => (Node: it, Judge: (Func<string, string?>)SpreadPreference.WhyNot)))
        .Where(it => it.Node.Scalar is not null)
        .Select(it => (it.Node.Line, Why: it.Judge(_variables.Expand(it.Node.Scalar!)))).Where(it => it.Why is not null).Select(it => (it.Line, it.Why!));

    /// <summary>Of a list, or of a mapping, the one entry that needs a variable.</summary>
    private static int? WithVariable(IEnumerable<(string Path, int Line, ComposeNode Node)> places, string? path, string variable) => places
        .Where(it => (path is null || it.Path.StartsWith(path, StringComparison.Ordinal)) && it.Node.Scalar?.Contains("${" + variable, StringComparison.Ordinal) == true)
        .Select(it => (int?)it.Line).FirstOrDefault();

    /// <summary>The one entry, of the service that is named or of all, that is what is quoted, or that begins with something like "80:80": of a port, the command line tells a part.</summary>
    private int? WithValue(string said)
    {
        var services = _root["services"];
        var scope = NamedService().Match(said) is { Success: true } named && services?[named.Groups["name"].Value] is { } service ? service : services;
        string[] quoted = [.. Quotation().Matches(said).Select(it => it.Groups["value"].Value)];
        string[] parts = [.. Word().Matches(said).Select(it => it.Value.Trim(':')).Where(it => it.Contains(':'))];
        int[] lines = scope is null ? [] : [.. Scalars(scope).Where(it => IsIt(_variables.Expand(it.Scalar!))).Select(it => it.Line).Distinct()];
        return lines is [var only] ? only : null;

        bool IsIt(string text) => quoted.Contains(text) || Array.Exists(parts, it => text.StartsWith(it, StringComparison.Ordinal));
    }

    private static IEnumerable<(string Path, int Line, ComposeNode Node)> Places(string path, ComposeNode node) => node.Children.SelectMany(it =>
    {
        var here = path.Length == 0 ? it.Key : $"{path}.{it.Key}";
        return Places(here, it.Node).Prepend((here, it.Line, it.Node));
    });

    private static IEnumerable<ComposeNode> Scalars(ComposeNode node) => node.Scalar is not null ? [node] : node.Children.SelectMany(it => Scalars(it.Node));

    [GeneratedRegex(@"[\w.:/-]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^service (?<name>[\w.-]+): ")]
    private static partial Regex NamedService();

    [GeneratedRegex(@"""(?<value>[^""\n]+)""")]
    private static partial Regex Quotation();

    [GeneratedRegex(@"^yaml: line (\d+):")]
    private static partial Regex YamlLine();

    [GeneratedRegex(@"required variable (\w+) is missing")]
    private static partial Regex RequiredVariable();

    [GeneratedRegex(@"Additional property (?<key>\S+) is not allowed")]
    private static partial Regex AdditionalProperty();

    [GeneratedRegex(@"(?<key>^\s*(?:- *)?[""']?[\w.-]+[:=]).+$")]
    private static partial Regex Value();
}
