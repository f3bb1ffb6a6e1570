using System.Globalization;
using System.Text.RegularExpressions;
using InfraSpecs.Images;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace InfraSpecs.Cli.Write;

/// <summary>Reads a stack file. What no cluster of a spec could run ends it.</summary>
internal sealed partial class ComposeReader
{
    private const int Longest = 40;
    private static readonly string[] Nameless = ["compose", "docker-compose", "docker-stack", "stack"];
    private static readonly string[] KnownNodes = ["manager", "worker01", "worker02", "worker03"];

    private readonly string _path;
    private readonly YamlNode _root;
    private readonly string _stack;
    private readonly Func<string, string?> _variable;
    private readonly SortedDictionary<string, string> _variables = new(StringComparer.Ordinal);
    private readonly List<string> _notes = [];

    private ComposeReader(string path, YamlNode root, Func<string, string?> variable) => (_path, _root, _stack, _variable) = (path, root, StackOf(path), variable);

    /// <param name="path">How the file is called.</param>
    /// <param name="text">What is in it.</param>
    /// <param name="variable">What a variable means; null where it is not set.</param>
    /// <exception cref="WriteException">It is no stack file, or one that no cluster of a spec could run.</exception>
    public static ComposeSeen Read(string path, string text, Func<string, string?> variable)
    {
        YamlMappingNode? root;
        try
        {
            root = ComposeNodes.Load(text);
        }
        catch (YamlException e)
        {
            throw WriteException.Stack(path, e.Start.Line, (e.InnerException?.Message ?? e.Message).TrimEnd('.'));
        }

        if (root.Find("services") is not { } services) throw WriteException.Stack(path, null, "it has no 'services:'");
        if (!services.Entries().Any()) throw WriteException.Stack(path, services.Line(), "its 'services:' has none");
        return new ComposeReader(path, root!, variable).Read(services);
    }

    /// <summary>A stack's name of its file's, or its folder's where the file is called as all are.</summary>
    public static string StackOf(string path)
    {
        var file = Path.GetFileNameWithoutExtension(path).Split('.')[0];
        var name = Nameless.Contains(file) ? Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) ?? "" : file;
        var plain = new string([.. name.Where(it => char.IsAsciiLetterOrDigit(it) || it is '-' or '_')]).Trim('-', '_');
        return plain.Length == 0 ? "stack" : plain[..Math.Min(Longest, plain.Length)].TrimEnd('-', '_');
    }

    private ComposeSeen Read(YamlNode services)
    {
        var read = services.Entries().Select(it => Service(it.Key, it.Value)).ToList();
        return new ComposeSeen
        {
            Name = _stack,
            Services = read,
            ExternalNetworks = External("networks"),
            ExternalSecrets = External("secrets"),
            ExternalConfigs = External("configs"),
            Variables = _variables,
            Notes = _notes,
        };
    }

    private ComposeService Service(string name, YamlNode node)
    {
        if (node.Find("image") is not { } image || Expand(image.Text() ?? "") is not { Length: > 0 } reference)
            throw WriteException.Stack(_path, node.Line(), $"service {name} has no image, and a stack is deployed from images");
        RefuseMounts(name, node.Find("volumes"));
        var deploy = node.Find("deploy");
        var mode = deploy.Find("mode").Text() ?? "replicated";
        return new ComposeService
        {
            Name = name,
            Image = reference,
            IsGlobal = mode.StartsWith("global", StringComparison.Ordinal),
            IsJob = mode.EndsWith("-job", StringComparison.Ordinal),
            Replicas = Number(deploy.Find("replicas"), $"services.{name}.deploy.replicas") ?? 1,
            MostOnNode = Number(deploy.Find("placement").Find("max_replicas_per_node"), $"services.{name}.deploy.placement.max_replicas_per_node") is > 0 and var most ? most : null,
            Constraints = [.. deploy.Find("placement").Find("constraints").Items().Select(it => ConstraintOf(name, it)).OfType<Constraint>()],
            Ports = [.. node.Find("ports").Items().Select(it => Port(name, it)).OfType<ComposePort>()],
            Networks = [.. NetworksOf(node).Select(NetworkName)],
        };
    }

    private Constraint? ConstraintOf(string service, YamlNode node)
    {
        var said = Expand(node.Text() ?? "");
        if (ConstraintForm().Match(said) is not { Success: true } match) throw WriteException.Stack(_path, node.Line(), $"service {service}: '{said}' is no constraint");
        var constraint = new Constraint(match.Groups["key"].Value, match.Groups["sign"].Value == "==", match.Groups["value"].Value);
        var isStrange = constraint.Key switch
        {
            "node.hostname" => !KnownNodes.Contains(constraint.Value),
            "node.id" or "node.ip" => true,
            _ => constraint.Key.StartsWith("engine.labels.", StringComparison.Ordinal),
        };
        if (!isStrange) return constraint;
        if (constraint.IsEqual)
            throw WriteException.Stack(_path, node.Line(), $"service {service} wants {constraint}, and no node of a spec's cluster is that: it has {string.Join(", ", KnownNodes)}");
        _notes.Add($"left out: that {service} runs only on {constraint}, because no node of a spec's cluster is what it excludes");
        return null;
    }

    private void RefuseMounts(string service, YamlNode? volumes)
    {
        foreach (var volume in volumes.Items())
        {
            var source = volume is YamlScalarNode ? (Expand(volume.Text() ?? "") is var text && text.Contains(':', StringComparison.Ordinal) ? text.Split(':')[0] : "")
                : volume.Find("type").Text() == "bind" ? Expand(volume.Find("source").Text() ?? "") : "";
            if (source.StartsWith('.') || source.StartsWith('~'))
                throw WriteException.Stack(_path, volume.Line(), $"service {service} mounts {source}, a folder of this machine, which the nodes do not have");
            if (source.StartsWith('/') && source != "/var/run/docker.sock") _notes.Add($"to be seen: {service} mounts {source} of its node, and a node of a spec's cluster may not have it");
        }
    }

    private ComposePort? Port(string service, YamlNode node)
    {
        if (node is YamlMappingNode)
        {
            var (target, published) = (Expand(node.Find("target").Text() ?? ""), Expand(node.Find("published").Text() ?? ""));
            return Port(service, target, published, node.Find("protocol").Text() ?? "tcp", node.Find("mode").Text() == "host");
        }

        var parts = Expand(node.Text() ?? "").Split('/');
        var words = parts[0].Split(':');
        return Port(service, words[^1], words.Length > 1 ? words[^2] : "", parts.Length > 1 ? parts[1] : "tcp", isHost: false);
    }

    private ComposePort? Port(string service, string target, string published, string protocol, bool isHost)
    {
        if (int.TryParse(target, CultureInfo.InvariantCulture, out var inside) && int.TryParse(published, CultureInfo.InvariantCulture, out var outside))
            return new ComposePort(inside, outside, isHost, protocol);
        _notes.Add($"left out: that {service} publishes {target}, because {(published.Length == 0 ? "the managers choose the port of the nodes" : $"{published}:{target} is no single port")}");
        return null;
    }

    private static IEnumerable<string> NetworksOf(YamlNode service) => service.Find("networks") switch
    {
        YamlSequenceNode list => list.Select(it => it.Text()).OfType<string>(),
        YamlMappingNode map => map.Entries().Select(it => it.Key),
        _ => service.Find("network_mode") is null ? ["default"] : [],
    };

    /// <summary>As the cluster calls it: an external one by its own name, another with the stack's before it.</summary>
    private string NetworkName(string network)
    {
        var declared = _root.Find("networks").Find(network);
        return Named(declared) ?? (IsExternal(declared) ? network : $"{_stack}_{network}");
    }

    private List<string> External(string kind) => [.. _root.Find(kind).Entries().Where(it => IsExternal(it.Value)).Select(it => Named(it.Value) ?? it.Key)];

    private string? Named(YamlNode? declared) => (declared.Find("name") ?? declared.Find("external").Find("name")).Text() is { } name ? Expand(name) : null;

    private static bool IsExternal(YamlNode? declared) => declared.Find("external") is { } external && (external is YamlMappingNode || external.Text() is "true" or "yes" or "on");

    private int? Number(YamlNode? node, string what)
    {
        if (node is null) return null;
        return int.TryParse(Expand(node.Text() ?? ""), CultureInfo.InvariantCulture, out var number) && number >= 0 ? number
            : throw WriteException.Stack(_path, node.Line(), $"{what} is '{node.Text()}', which is no number");
    }

    /// <summary>The text with its variables put in, as the docker command does; those that are set here are kept for the spec, unless they look like secrets.</summary>
    private string Expand(string text) => Variable().Replace(text, it =>
    {
        if (it.Groups["name"].Value is not { Length: > 0 } name) return "$";
        var value = _variable(name);
        if (value is not null && !name.StartsWith("DOCKER_", StringComparison.Ordinal))
        {
            if (SecretMask.Text(SecretMask.Variable($"{name}={value}")) == $"{name}={value}") _variables[name] = value;
            else value = null;
        }

        return value is { Length: > 0 } || (value is not null && !it.Groups["sign"].Value.StartsWith(':')) ? value : it.Groups["sign"].Value.EndsWith('-') ? it.Groups["other"].Value : "";
    });

    [GeneratedRegex(@"\$(?:\$|(?<name>[A-Za-z_]\w*)|\{(?<name>[A-Za-z_]\w*)(?:(?<sign>:?[-?])(?<other>[^}]{0,1000}))?\})")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\A\s*(?<key>[A-Za-z][\w.-]*)\s*(?<sign>==|!=)\s*(?<value>\S(?:.*\S)?)\s*\z")]
    private static partial Regex ConstraintForm();
}
