using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs;

/// <summary>What was mounted in a container when it was looked at.</summary>
/// <param name="Container">Its name.</param>
/// <param name="All">In the order of their paths.</param>
public sealed record ContainerMounts(string Container, IReadOnlyList<ContainerMount> All)
{
    /// <summary>What is mounted at exactly this path; null if nothing is.</summary>
    /// <param name="path">The absolute path in the container.</param>
    public ContainerMount? At(string path) => All.FirstOrDefault(mount => mount.Path.TrimEnd('/') == path.TrimEnd('/'));

    /// <summary>The mount that what is written to this path goes to: the innermost that holds it; null if it stays in the container.</summary>
    /// <param name="path">The absolute path in the container.</param>
    public ContainerMount? Under(string path) => All
        .Where(mount => (path.TrimEnd('/') + "/").StartsWith(mount.Path.TrimEnd('/') + "/", StringComparison.Ordinal))
        .MaxBy(mount => mount.Path.Length);

    /// <summary>A line for each mount.</summary>
    public override string ToString() => All.Count == 0 ? "(nothing is mounted)" : string.Join('\n', All);

    internal static async Task<ContainerMounts> ReadAsync(Engine engine, string id, string name, CancellationToken token)
    {
        var found = await engine.Client.Containers.InspectContainerAsync(id, token);
        var named = await ReadNamedAsync(engine, found.HostConfig, token);
        var mounts = (found.Mounts ?? []).Select(it => new ContainerMount
        {
            Kind = ContainerMount.KindOf(it.Type),
            Name = string.IsNullOrEmpty(it.Name) ? null : it.Name,
            Source = it.Source ?? "",
            Path = it.Destination,
            IsReadOnly = !it.RW,
            IsAnonymous = ContainerMount.KindOf(it.Type) == MountKind.Volume && !named.Contains(it.Name ?? ""),
        });
        // The engine lists what --tmpfs mounts elsewhere than what --mount does.
        var memory = (found.HostConfig?.Tmpfs ?? new Dictionary<string, string>()).Keys.Select(ContainerMount.Tmpfs);
        return new ContainerMounts(name, [.. mounts.Concat(memory).OrderBy(mount => mount.Path, StringComparer.Ordinal)]);
    }

    /// <summary>The volumes that were asked for by name, or are another container's. Those of one that is gone are nobody else's any more.</summary>
    private static async Task<IReadOnlySet<string>> ReadNamedAsync(Engine engine, HostConfig? settings, CancellationToken token)
    {
        var others = await Task.WhenAll((settings?.VolumesFrom ?? []).Select(it => OfAnotherAsync(engine, it.Split(':')[0], token)));
        return (settings?.Binds ?? []).Select(bind => bind.Split(':')[0])
            .Concat((settings?.Mounts ?? []).Select(mount => mount.Source ?? ""))
            .Concat(others.SelectMany(names => names))
            .ToHashSet(StringComparer.Ordinal);
    }

    private static async Task<IEnumerable<string>> OfAnotherAsync(Engine engine, string container, CancellationToken token)
    {
        try
        {
            return ((await engine.Client.Containers.InspectContainerAsync(container, token)).Mounts ?? []).Select(mount => mount.Name ?? "");
        }
        catch (DockerContainerNotFoundException)
        {
            return [];
        }
    }
}
