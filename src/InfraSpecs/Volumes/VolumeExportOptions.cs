namespace InfraSpecs;

/// <summary>How containers that use a volume are kept from writing to it while it is copied.</summary>
public enum Quiesce
{
    /// <summary>They are stopped, and started again. Right for every program. The engine may give them other host ports then.</summary>
    Stop,

    /// <summary>They are paused, and unpaused. Shorter; right for programs that survive a power failure at any moment.</summary>
    Pause,
}

/// <summary>How far an export is.</summary>
/// <param name="Entries">Folders, files and links that were begun.</param>
/// <param name="TarBytes">The bytes read from the volume, with what tar adds.</param>
/// <param name="ArchiveBytes">The bytes written.</param>
public readonly record struct VolumeExportProgress(long Entries, long TarBytes, long ArchiveBytes);

/// <summary>How a volume is exported.</summary>
public sealed record VolumeExportOptions
{
    /// <summary>What to do about containers that run and may write to the volume. It is looked at before and after the copy, and always undone.</summary>
    /// <value>Default null: the export is refused. Where it is set, <see cref="InfraSpecs.Quiesce.Stop"/> is the one to choose when in doubt.</value>
    public Quiesce? Quiesce { get; init; }

    /// <summary>How long a container that is stopped may take to end by itself before it is killed; whole seconds.</summary>
    /// <value>Default 60 s.</value>
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How hard gzip tries, in this process: 1, the fastest, to 9, the smallest.</summary>
    /// <value>Default 1. Level 2 makes archives smaller by about a tenth, and can take twice as long.</value>
    public int GzipLevel { get; init; } = 1;

    /// <summary>Told of the progress at least each 4 MiB of the volume, on the thread that copies.</summary>
    /// <value>Default null: nobody.</value>
    public IProgress<VolumeExportProgress>? Progress { get; init; }

    internal void Validate() => InvalidOptionsException.ThrowIfAny(this, () =>
    [
        (GzipLevel is < 1 or > 9, $"GzipLevel is {GzipLevel}; it must be 1 to 9."),
        (StopWithin < TimeSpan.Zero, $"StopWithin is {StopWithin}; it must not be negative."),
    ]);
}
