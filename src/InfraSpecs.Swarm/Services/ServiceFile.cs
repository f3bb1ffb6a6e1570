namespace InfraSpecs.Swarm;

/// <summary>A secret or config of the cluster, as tasks find it.</summary>
/// <param name="Name">The secret's or config's name in the cluster.</param>
public sealed record ServiceFile(string Name)
{
    /// <summary>Where tasks find it: a file name in /run/secrets for secrets and in the root folder for configs, or an absolute path.</summary>
    /// <value>Default null: its name.</value>
    public string? Path { get; init; }

    /// <summary>The file's owner, by number.</summary>
    /// <value>Default 0, root.</value>
    public int UserId { get; init; }

    /// <summary>The file's group, by number.</summary>
    /// <value>Default 0.</value>
    public int GroupId { get; init; }

    /// <summary>The file's mode.</summary>
    /// <value>Default readable by all, as the docker CLI has it.</value>
    public UnixFileMode Mode { get; init; } = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
}
