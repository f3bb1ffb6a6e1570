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

    /// <param name="container">The container's name.</param>
    /// <param name="dataDirectory">By the server's word.</param>
    /// <param name="mounts">By the engine's.</param>
    /// <param name="isShared">Whether somebody else owns what is mounted.</param>
    internal static MySqlStorage Of(string container, string dataDirectory, ContainerMounts mounts, Func<ContainerMount, bool> isShared)
    {
        var directory = dataDirectory.TrimEnd('/');
        var mount = mounts.Under(directory);
        var kind = mount?.Kind switch
        {
            null => StorageKind.Container,
            "tmpfs" => StorageKind.Memory,
            "bind" => StorageKind.Bind,
            _ => isShared(mount) ? StorageKind.Volume : StorageKind.OwnVolume,
        };
        var source = kind is StorageKind.Volume or StorageKind.Bind ? mount!.Name ?? mount.Source : null;
        return new MySqlStorage(container, directory, kind, mount?.Path, source);
    }
}
