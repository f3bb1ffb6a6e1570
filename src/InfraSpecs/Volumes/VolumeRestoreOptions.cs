namespace InfraSpecs;

/// <summary>How an archive of a volume is restored.</summary>
public sealed record VolumeRestoreOptions
{
    /// <summary>Where the new volume is to be.</summary>
    /// <value>Default null: where the archive's was, or where <see cref="Into"/> has it.</value>
    public string? Path { get; init; }

    /// <summary>What the new data volume container is made of.</summary>
    /// <value>Default: a busybox with a new volume.</value>
    public DataVolumeOptions Volume { get; init; } = new();

    /// <summary>A data volume container that is there already, instead of a new one.</summary>
    /// <value>Default null: a new one.</value>
    public DataVolumeContainer? Into { get; init; }

    /// <summary>
    /// What the volume holds already is deleted first, once the archive was found good. Never mixed: two data directories in one are worth nothing.
    /// </summary>
    /// <value>Default false: a volume that is not empty is refused.</value>
    public bool EmptyFirst { get; init; }

    /// <summary>The SHA-256 that the archive must have.</summary>
    /// <value>Default null: what is written in the file beside the archive, where there is one.</value>
    public string? Sha256 { get; init; }

    internal void Validate()
    {
        InvalidOptionsException.ThrowIfAny(this, () =>
        [
            (Into is not null && (Path ?? Into.Path) != Into.Path, $"Path is {Path}, and Into has its volume at {Into?.Path}; leave Path null."),
            (Into is not null && Volume != new DataVolumeOptions(), "Volume describes a new container, and Into names one that is there; set one of them."),
            (Sha256 is not null && (Sha256.Length != 64 || !Sha256.All(char.IsAsciiHexDigit)), $"Sha256 is '{Sha256}'; it must be 64 hexadecimal digits."),
        ]);
        if (Into is null) Volume.Validate(Path ?? "/any");
    }
}
