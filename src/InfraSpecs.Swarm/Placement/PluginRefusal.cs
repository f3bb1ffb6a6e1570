using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>Which plugin a task needs that nodes do not have: its log driver, those of its volumes and of its networks.</summary>
internal sealed class PluginRefusal(TaskSpec wanted, IReadOnlyList<NodeListResponse> nodes, IReadOnlyList<NetworkResponse> networks)
{
    /// <returns>In half a sentence; null if all are there.</returns>
    public string? Explain() => string.Join("; ", Wanted.Distinct().Select(it => Lack(it.Type, it.Name)).OfType<string>()) is { Length: > 0 } all ? all : null;

    private IEnumerable<(string Type, string Name)> Wanted =>
    [
        .. wanted.LogDriver?.Name is { Length: > 0 } log && log != "none" ? [("Log", log)] : Array.Empty<(string, string)>(),
        .. (wanted.ContainerSpec?.Mounts ?? []).Select(it => it.VolumeOptions?.DriverConfig?.Name).Where(it => !string.IsNullOrEmpty(it)).Select(it => ("Volume", it!)),
        .. (wanted.Networks ?? []).Select(it => networks.FirstOrDefault(network => network.ID == it.Target || network.Name == it.Target)?.Driver)
            .Where(it => !string.IsNullOrEmpty(it)).Select(it => ("Network", it!)),
    ];

    private string? Lack(string type, string name)
    {
        var lacking = nodes.Where(node => !PluginsOf(node, type).Contains(WithTag(name))).Select(it => it.Description?.Hostname ?? it.ID).ToList();
        if (lacking.Count == 0) return null;
        var there = nodes.SelectMany(it => PluginsOf(it, type)).Select(it => it.EndsWith(":latest", StringComparison.Ordinal) ? it[..^":latest".Length] : it).Distinct()
            .Order(StringComparer.Ordinal).ToList();
        var meant = there.Contains(name) ? "" : Likeness.Nearest(name, there) is { } near ? $" (did you mean {near}?)" : $"; there {(there.Count == 1 ? "is" : "are")} {string.Join(", ", there)}";
        return $"{(lacking.Count == nodes.Count ? "no node has" : $"{string.Join(", ", lacking)} {(lacking.Count == 1 ? "has" : "have")} not")} the {type.ToLowerInvariant()} driver {name}{meant}";
    }

    // Plugins that are installed have a tag, and the engine's own have none.
    private static IEnumerable<string> PluginsOf(NodeListResponse node, string type) =>
        (node.Description?.Engine?.Plugins ?? []).Where(it => it.Type == type).Select(it => WithTag(it.Name ?? ""));

    private static string WithTag(string name) => name.Contains(':') ? name : name + ":latest";
}
