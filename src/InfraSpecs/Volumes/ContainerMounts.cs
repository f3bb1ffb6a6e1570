using DotNet.Testcontainers.Containers;
using InfraSpecs.Internal;

namespace InfraSpecs;

/// <summary>Something that is mounted in a container.</summary>
/// <param name="Kind">"volume", "bind" or "tmpfs".</param>
/// <param name="Name">The volume's name; null for the other kinds.</param>
/// <param name="Source">The folder on the engine's machine; empty for tmpfs.</param>
/// <param name="Path">Where it is in the container.</param>
/// <param name="IsReadOnly">The container may only read it.</param>
public sealed record ContainerMount(string Kind, string? Name, string Source, string Path, bool IsReadOnly)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Path}: {Kind}{(Name ?? Source) switch { "" => "", var what => " " + what }}{(IsReadOnly ? ", read-only" : "")}";
}

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
}

/// <summary>Looking at what is mounted in a container.</summary>
public static class ContainerMountList
{
    /// <summary>What is mounted in a container, running or not.</summary>
    /// <param name="container">The container.</param>
    /// <param name="engine">The engine it is on.</param>
    /// <param name="token">Ends the look-up.</param>
    /// <exception cref="WaitHopelessException">The container was removed.</exception>
    public static Task<ContainerMounts> GetMountsAsync(this IContainer container, Engine engine, CancellationToken token) => ContainerEnd.AskAsync(
        engine.Client, engine.Time, container.Id, "its mounts", () => ReadAsync(engine, container.Id, container.ShortName(), token), token);

    internal static async Task<ContainerMounts> ReadAsync(Engine engine, string id, string name, CancellationToken token)
    {
        var found = await engine.Client.Containers.InspectContainerAsync(id, token);
        var mounts = (found.Mounts ?? []).Select(it => new ContainerMount(
            it.Type ?? "", string.IsNullOrEmpty(it.Name) ? null : it.Name, it.Source ?? "", it.Destination, !it.RW));
        // The engine lists what --tmpfs mounts elsewhere than what --mount does.
        var memory = (found.HostConfig?.Tmpfs ?? new Dictionary<string, string>()).Keys.Select(path => new ContainerMount("tmpfs", null, "", path, false));
        return new ContainerMounts(name, [.. mounts.Concat(memory).OrderBy(mount => mount.Path, StringComparer.Ordinal)]);
    }
}
