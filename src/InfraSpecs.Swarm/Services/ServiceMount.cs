namespace InfraSpecs.Swarm;

/// <summary>Something of a node that its tasks see in their file system.</summary>
public sealed record ServiceMount
{
    private ServiceMount(MountKind kind, string? source, string target) => (Kind, Source, Target) = (kind, source, target);

    /// <summary>What kind of thing it is: a volume, a folder or file of the node, or memory.</summary>
    public MountKind Kind { get; }

    /// <summary>The volume's name, or the folder on the node; null for a volume of the task's own, and for memory.</summary>
    public string? Source { get; }

    /// <summary>Where tasks see it.</summary>
    public string Target { get; }

    /// <summary>Tasks cannot write to it.</summary>
    /// <value>Default false.</value>
    public bool ReadOnly { get; init; }

    /// <summary>A volume of the node, made where there is none of this name. Each node has its own.</summary>
    /// <param name="name">Its name; null for a new one for each task.</param>
    /// <param name="target">An absolute path in the container.</param>
    public static ServiceMount Volume(string? name, string target) => new(MountKind.Volume, name, target);

    /// <summary>A folder or file of the node, which must be there.</summary>
    /// <param name="source">An absolute path on the node.</param>
    /// <param name="target">An absolute path in the container.</param>
    public static ServiceMount Bind(string source, string target) => new(MountKind.Bind, source, target);

    /// <summary>Memory that goes with the task.</summary>
    /// <param name="target">An absolute path in the container.</param>
    public static ServiceMount Memory(string target) => new(MountKind.Tmpfs, null, target);
}
