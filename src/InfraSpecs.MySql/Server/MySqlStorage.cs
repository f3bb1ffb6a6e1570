using Docker.DotNet.Models;

namespace InfraSpecs.MySql;

/// <summary>What a server's data directory is on.</summary>
public enum StorageKind
{
    /// <summary>The container's own file system, gone with the container.</summary>
    Container,

    /// <summary>Memory, gone when the container stops.</summary>
    Memory,

    /// <summary>A volume without an owner but this container, gone with it.</summary>
    OwnVolume,

    /// <summary>A volume that others own: a data volume container, or one made by name.</summary>
    Volume,

    /// <summary>A folder of the engine's machine.</summary>
    Bind,
}

/// <summary>Where a server writes, by its own word and the engine's.</summary>
/// <param name="Container">The container's name.</param>
/// <param name="DataDirectory">The server's data directory.</param>
/// <param name="Kind">What that is on.</param>
/// <param name="MountedAt">Where the mount begins that holds it; null on the container's own file system.</param>
/// <param name="Source">The volume's name or the folder; null where it has none.</param>
public sealed record MySqlStorage(string Container, string DataDirectory, StorageKind Kind, string? MountedAt, string? Source)
{
    /// <summary>What is written is still there when the container has been removed.</summary>
    public bool OutlivesTheContainer => Kind is StorageKind.Volume or StorageKind.Bind;

    /// <summary>"mysql-1 keeps /var/lib/mysql on …", with what becomes of it.</summary>
    public override string ToString() => $"{Container} keeps {DataDirectory} " + Kind switch
    {
        StorageKind.Memory => $"in memory (a tmpfs at {MountedAt}): it is gone when the container stops.",
        StorageKind.OwnVolume => $"on a volume of its own at {MountedAt}: it is gone when the container is removed.",
        StorageKind.Volume => $"on the volume {Source} at {MountedAt}, which outlives the container.",
        StorageKind.Bind => $"in the folder {Source} of the engine's machine, mounted at {MountedAt}.",
        _ => "in the container's own file system: it is gone when the container is removed.",
    };

    internal static MySqlStorage Of(string container, string dataDirectory, ContainerInspectResponse facts, IReadOnlySet<string> shared)
    {
        var directory = dataDirectory.TrimEnd('/');
        var memory = (facts.HostConfig?.Tmpfs?.Keys ?? []).Select(path => (Path: path, Kind: StorageKind.Memory, Source: (string?)null));
        var mounts = (facts.Mounts ?? []).Select(mount => (Path: mount.Destination, Kind: KindOf(mount, shared), Source: (string?)(mount.Name ?? mount.Source)));
        var holder = memory.Concat(mounts)
            .Where(mount => Holds(mount.Path.TrimEnd('/'), directory))
            .OrderByDescending(mount => mount.Path.TrimEnd('/').Length)
            .FirstOrDefault();
        return new MySqlStorage(
            container, directory, holder.Kind, holder.Path, holder.Kind is StorageKind.Volume or StorageKind.Bind ? holder.Source : null);
    }

    private static bool Holds(string mount, string directory) =>
        directory == mount || directory.StartsWith(mount + "/", StringComparison.Ordinal);

    private static StorageKind KindOf(MountPoint mount, IReadOnlySet<string> shared) => mount.Type switch
    {
        "tmpfs" => StorageKind.Memory,
        "bind" => StorageKind.Bind,
        _ => mount.Name is { } name && shared.Contains(name) ? StorageKind.Volume : StorageKind.OwnVolume,
    };
}

/// <summary>A server was given data that it does not use: it would write where the next server does not look.</summary>
public sealed class DataNotUsedException : InfraSpecsException
{
    internal DataNotUsedException(MySqlStorage storage, string data, IReadOnlyList<string> mounts)
        : base(
            storage.Container,
            $"{storage.Container} does not write to the data that it was given, that of {data}.",
            [
                storage.ToString(),
                mounts.Count == 0 ? $"{data} has no volume." : $"{data} has its volume at {string.Join(" and ", mounts)}.",
            ],
            $"make the data volume at the server's data directory, {storage.DataDirectory}, and mount nothing else there.") =>
        (Storage, Data) = (storage, data);

    /// <summary>Where it writes instead.</summary>
    public MySqlStorage Storage { get; }

    /// <summary>The data volume container.</summary>
    public new string Data { get; }
}
