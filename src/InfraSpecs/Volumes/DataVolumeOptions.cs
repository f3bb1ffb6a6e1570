using Docker.DotNet.Models;

namespace InfraSpecs;

/// <summary>What a data volume container is made of.</summary>
public sealed record DataVolumeOptions
{
    /// <summary>An image source by name, or any image reference. It is never run. What it has at the path is copied into a new volume.</summary>
    /// <value>Default "busybox". "mysql-data" is the tutorial's, whose VOLUME is /var/lib/mysql.</value>
    public string Image { get; init; } = "busybox";

    /// <summary>A folder of the engine's machine that is mounted at the path instead of a volume: the tutorial's Data Volume, a bind mount.</summary>
    /// <value>Default null: a volume of its own, which goes with the container.</value>
    public string? HostFolder { get; init; }

    /// <summary>The number of the user whom the volume's folder belongs to.</summary>
    /// <value>Default null: as the image has it, root where it has no such folder.</value>
    public int? UserId { get; init; }

    /// <summary>The number of the group that the volume's folder belongs to.</summary>
    /// <value>Default null: as <see cref="UserId"/>, or as the image has it.</value>
    public int? GroupId { get; init; }

    /// <summary>The permission bits of the volume's folder.</summary>
    /// <value>Default null: as the image has them, 0755 where it has no such folder.</value>
    public UnixFileMode? Mode { get; init; }

    /// <summary>
    /// The last word on the container before it is created. Not a ContainerBuilder as elsewhere: Testcontainers creates only what it starts.
    /// </summary>
    /// <value>Default null: nothing.</value>
    public Action<CreateContainerParameters>? Configure { get; init; }

    internal bool SetsFolder => UserId is not null || GroupId is not null || Mode is not null;

    internal void Validate(string path) => InvalidOptionsException.ThrowIfAny(this, () =>
    [
        (!IsFolder(path), $"The path is '{path}'; it must be absolute, not the root, and without '.' and '..', as /var/lib/mysql is."),
        (string.IsNullOrWhiteSpace(Image), "Image is empty; name an image source or an image."),
        (HostFolder is not null && !IsFolder(HostFolder), $"HostFolder is '{HostFolder}'; it must be an absolute path on the engine's machine."),
    ]);

    private static bool IsFolder(string path) => ContainerOptions.IsAbsolute(path) && !path.Contains('\0');
}
