using Docker.DotNet.Models;

namespace InfraSpecs.Volumes;

/// <summary>What stands behind a mount: a volume, or a folder of the engine's machine.</summary>
/// <param name="Name">The volume's name; null for a folder.</param>
/// <param name="Folder">Where it is on the engine's machine; empty if its driver does not say.</param>
internal sealed record VolumeSource(string? Name, string Folder)
{
    public static VolumeSource Of(ContainerMount mount) => new(mount.Name, mount.Source);

    /// <summary>Writing to the mount changes what this is: the same volume, or folders of which one holds the other.</summary>
    public bool Overlaps(MountPoint mount) =>
        (Name is not null && mount.Name == Name) || (Folder.Length > 0 && mount.Source is { Length: > 0 } other && (Holds(Folder, other) || Holds(other, Folder)));

    public Mount MountAt(string path) => Name is { } name
        ? new Mount { Type = "volume", Source = name, Target = path, VolumeOptions = new VolumeOptions { NoCopy = true } }
        : new Mount { Type = "bind", Source = Folder, Target = path };

    private static bool Holds(string outer, string inner) =>
        inner.TrimEnd('/') == outer.TrimEnd('/') || inner.StartsWith(outer.TrimEnd('/') + "/", StringComparison.Ordinal);
}
