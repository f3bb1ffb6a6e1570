namespace InfraSpecs.MySql;

/// <summary>What a container's paths are on.</summary>
/// <param name="Mounts">By the engine's word.</param>
/// <param name="IsShared">Whether somebody else owns what is mounted.</param>
internal sealed record StorageGround(ContainerMounts Mounts, Func<ContainerMount, bool> IsShared)
{
    /// <summary>By the kernel's word: what the engine calls a volume or a folder may be memory.</summary>
    public FileSystems Kernel { get; init; } = FileSystems.NotSeen;

    /// <summary>The drivers of volumes that are not the engine's own, by the volumes' names.</summary>
    public IReadOnlyDictionary<string, string> ForeignDrivers { get; init; } = new Dictionary<string, string>();

    /// <summary>A path without symbolic links.</summary>
    public string Real(string path) => (Kernel.Real.GetValueOrDefault(path) ?? path).TrimEnd('/') is { Length: > 0 } real ? real : "/";

    public (StorageKind Kind, string? MountedAt, string? Source) Under(string path)
    {
        var mount = Mounts.Under(path);
        var named = mount?.Kind is null or MountKind.Tmpfs ? null : mount.Name ?? mount.Source;
        if (Kernel.MemoryUnder(path) is { } at) return (StorageKind.Memory, at, at == mount?.Path.TrimEnd('/') ? named : null);
        return mount?.Kind switch
        {
            null => (StorageKind.Container, null, null),
            MountKind.Tmpfs => (StorageKind.Memory, mount.Path, null),
            MountKind.Bind => (StorageKind.Bind, mount.Path, named),
            _ when ForeignDrivers.TryGetValue(mount.Name ?? "", out var driver) => (StorageKind.Unknown, mount.Path, $"{named} of the driver {driver}"),
            _ when IsShared(mount) => (StorageKind.Volume, mount.Path, named),
            _ => (StorageKind.OwnVolume, mount.Path, null),
        };
    }

    /// <summary>What is mounted within a directory.</summary>
    public IEnumerable<string> MountedBelow(string directory) =>
        Mounts.All.Select(mount => mount.Path.TrimEnd('/')).Concat(Kernel.MountPoints).Where(path => path != directory && IsWithin(path, directory)).Distinct();

    /// <summary>Where a server on it keeps its data.</summary>
    /// <param name="container">The container's name.</param>
    /// <param name="dataDirectory">By the server's word.</param>
    /// <param name="elsewhere">What else holds data, and where.</param>
    public MySqlStorage ReadStorage(string container, string dataDirectory, params (string Holds, string Path)[] elsewhere)
    {
        var directory = Real(dataDirectory);
        var (kind, mountedAt, source) = Under(directory);
        var places = elsewhere
            .Select(place => (place.Holds, Path: Real(place.Path)))
            .Concat(MountedBelow(directory).Select(path => (Holds: "a part of its data directory", Path: path)))
            .Select(place => (place.Holds, place.Path, On: Under(place.Path)))
            // What is on the same mount shares the data directory's fate.
            .Where(place => place.On != (kind, mountedAt, source) || !IsWithin(place.Path, mountedAt ?? directory))
            .Select(place => new MySqlPlace { Holds = place.Holds, Path = place.Path, Kind = place.On.Kind, MountedAt = place.On.MountedAt, Source = place.On.Source })
            .Distinct()
            .ToArray();
        var storage = new MySqlStorage { Container = container, DataDirectory = directory, Kind = kind, MountedAt = mountedAt, Source = source };
        return places.Length == 0 ? storage : storage with { Elsewhere = places };
    }

    public static bool IsWithin(string path, string directory) =>
        (path + "/").StartsWith(directory.TrimEnd('/') + "/", StringComparison.Ordinal);
}
