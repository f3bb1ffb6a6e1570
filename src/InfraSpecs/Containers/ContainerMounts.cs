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
        var mounts = (found.Mounts ?? []).Select(it => new ContainerMount
        {
            Kind = ContainerMount.KindOf(it.Type),
            Name = string.IsNullOrEmpty(it.Name) ? null : it.Name,
            Source = it.Source ?? "",
            Path = it.Destination,
            IsReadOnly = !it.RW,
        });
        // The engine lists what --tmpfs mounts elsewhere than what --mount does.
        var memory = (found.HostConfig?.Tmpfs ?? new Dictionary<string, string>()).Keys.Select(ContainerMount.Tmpfs);
        return new ContainerMounts(name, [.. mounts.Concat(memory).OrderBy(mount => mount.Path, StringComparer.Ordinal)]);
    }
}
