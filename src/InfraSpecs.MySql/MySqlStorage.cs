namespace InfraSpecs.MySql;

/// <summary>What a directory of a server is on.</summary>
public enum StorageKind
{
    /// <summary>The container's own file system, gone with the container.</summary>
    Container,

    /// <summary>Memory, gone when the container stops, or at the latest when the engine's machine does.</summary>
    Memory,

    /// <summary>A volume without an owner but this container, gone with it.</summary>
    OwnVolume,

    /// <summary>A volume that others own: a data volume container, or one made by name.</summary>
    Volume,

    /// <summary>A folder of the engine's machine.</summary>
    Bind,

    /// <summary>A volume of another driver than the engine's own: only that driver knows what becomes of it.</summary>
    Unknown,
}

/// <summary>Where a server writes, by its own word, the container's kernel's and the engine's, when it was looked at.</summary>
public sealed record MySqlStorage
{
    /// <summary>The container's name.</summary>
    public required string Container { get; init; }

    /// <summary>The server's data directory, without symbolic links.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>What that is on.</summary>
    public required StorageKind Kind { get; init; }

    /// <summary>Where the mount begins that holds it; null on the container's own file system.</summary>
    public string? MountedAt { get; init; }

    /// <summary>The volume's name or the folder; null where it has none.</summary>
    public string? Source { get; init; }

    /// <summary>What the server keeps elsewhere: its logs, and tables and tablespaces with a directory of their own.</summary>
    public IReadOnlyList<MySqlPlace> Elsewhere { get; init; } = [];

    /// <summary>All that is written is still there when the container has been removed. What is in memory is not, nor what only the driver of
    /// a volume knows.</summary>
    public bool OutlivesTheContainer => Lost.Count == 0;

    /// <summary>The places, the data directory among them, that do not outlive the container, or of which it is not known.</summary>
    public IReadOnlyList<MySqlPlace> Lost =>
        [.. Elsewhere.Prepend(new MySqlPlace { Holds = "its data directory", Path = DataDirectory, Kind = Kind, MountedAt = MountedAt, Source = Source }).Where(place => !place.OutlivesTheContainer)];

    /// <summary>"mysql-1 keeps /var/lib/mysql on …", with what becomes of it; a line for each other place.</summary>
    public override string ToString() =>
        string.Join('\n', [$"{Container} keeps {DataDirectory} {MySqlPlace.On(Kind, MountedAt, Source)}", .. Elsewhere.Select(place => $"It keeps {place}")]);
}

/// <summary>Where a server keeps something.</summary>
public sealed record MySqlPlace
{
    /// <summary>What it is: "InnoDB's redo log".</summary>
    public required string Holds { get; init; }

    /// <summary>The directory, without symbolic links.</summary>
    public required string Path { get; init; }

    /// <summary>What that is on.</summary>
    public required StorageKind Kind { get; init; }

    /// <summary>Where the mount begins that holds it; null on the container's own file system.</summary>
    public string? MountedAt { get; init; }

    /// <summary>The volume's name or the folder; null where it has none.</summary>
    public string? Source { get; init; }

    /// <summary>What is written is still there when the container has been removed.</summary>
    public bool OutlivesTheContainer => Kind is StorageKind.Volume or StorageKind.Bind;

    /// <summary>"InnoDB's redo log in /srv on …", with what becomes of it.</summary>
    public override string ToString() => $"{Holds} in {Path}, {On(Kind, MountedAt, Source)}";

    internal static string On(StorageKind kind, string? mountedAt, string? source) => kind switch
    {
        StorageKind.Memory when source is null => $"in memory (a tmpfs at {mountedAt}): it is gone when the container stops.",
        StorageKind.Memory => $"in memory ({source} at {mountedAt} is on a tmpfs): it is gone when no container uses it, or at the latest when the engine's machine stops.",
        StorageKind.OwnVolume => $"on a volume of its own at {mountedAt}: it is gone when the container is removed.",
        StorageKind.Volume => $"on the volume {source} at {mountedAt}, which outlives the container.",
        StorageKind.Bind => $"in the folder {source} of the engine's machine, mounted at {mountedAt}.",
        StorageKind.Unknown => $"on the volume {source} at {mountedAt}: whether that outlives the container is not known here.",
        _ => "in the container's own file system: it is gone when the container is removed.",
    };
}
