namespace InfraSpecs;

/// <summary>What kind of thing is mounted.</summary>
public enum MountKind
{
    /// <summary>A volume of the engine's.</summary>
    Volume,

    /// <summary>A file or folder of the engine's machine.</summary>
    Bind,

    /// <summary>Memory, which goes with the container's end.</summary>
    Tmpfs,

    /// <summary>Something else: an image, a volume of a cluster. It can be looked at, and not be asked for here.</summary>
    Other,
}

/// <summary>Something that is mounted in a container, or is to be.</summary>
public sealed record ContainerMount
{
    /// <summary>What kind of thing it is.</summary>
    public required MountKind Kind { get; init; }

    /// <summary>Where it is in the container: an absolute path.</summary>
    public required string Path { get; init; }

    /// <summary>The volume's name. As an option: of one that is there, or is made and goes with the session.</summary>
    /// <value>Default null, as of the other kinds; as an option, a volume without a name, which goes with the container.</value>
    public string? Name { get; init; }

    /// <summary>The file or folder on the engine's machine: of a volume too, when it was looked at.</summary>
    /// <value>Default empty, as of tmpfs.</value>
    public string Source { get; init; } = "";

    /// <summary>The container may only read it.</summary>
    /// <value>Default false.</value>
    public bool IsReadOnly { get; init; }

    /// <summary>The engine made the volume for this container, because the image or the builder asked for one without a name. It is removed with the container.</summary>
    /// <value>Default false. As an option it says nothing; leave <see cref="Name"/> out for such a volume.</value>
    public bool IsAnonymous { get; init; }

    /// <summary>A volume by its name.</summary>
    /// <param name="name">The engine's name of it.</param>
    /// <param name="path">Where it is to be in the container.</param>
    /// <param name="readOnly">The container may only read it.</param>
    public static ContainerMount Volume(string name, string path, bool readOnly = false) =>
        new() { Kind = MountKind.Volume, Name = name, Path = path, IsReadOnly = readOnly };

    /// <summary>A file or folder of the engine's machine, which must be there.</summary>
    /// <param name="source">Its absolute path on the engine's machine.</param>
    /// <param name="path">Where it is to be in the container.</param>
    /// <param name="readOnly">The container may only read it.</param>
    public static ContainerMount Bind(string source, string path, bool readOnly = false) =>
        new() { Kind = MountKind.Bind, Source = source, Path = path, IsReadOnly = readOnly };

    /// <summary>Memory, empty at each start.</summary>
    /// <param name="path">Where it is to be in the container.</param>
    public static ContainerMount Tmpfs(string path) => new() { Kind = MountKind.Tmpfs, Path = path };

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Path}: {Word}{(Name ?? Source) switch { "" => "", var what => " " + what }}{(IsAnonymous ? ", anonymous" : "")}{(IsReadOnly ? ", read-only" : "")}";

    internal string Word => Kind switch { MountKind.Volume => "volume", MountKind.Bind => "bind", MountKind.Tmpfs => "tmpfs", _ => "mount" };

    internal static MountKind KindOf(string? word) => word switch { "volume" => MountKind.Volume, "bind" => MountKind.Bind, "tmpfs" => MountKind.Tmpfs, _ => MountKind.Other };
}
