using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;

namespace InfraSpecs;

/// <summary>A file that is put into a container before it starts.</summary>
public sealed record ContainerFile
{
    private const UnixFileMode Usual = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Where it is to be in the container: an absolute path. Folders on the way are made.</summary>
    public required string Path { get; init; }

    /// <summary>What it holds, where <see cref="Source"/> is null.</summary>
    /// <value>Default empty.</value>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>A file of this machine, or a folder whose files are put under <see cref="Path"/>.</summary>
    /// <value>Default null: what <see cref="Content"/> says.</value>
    public string? Source { get; init; }

    /// <summary>The permission bits, of each file where it is a folder.</summary>
    /// <value>Default 0644.</value>
    public UnixFileMode Mode { get; init; } = Usual;

    /// <summary>The number of the user whom it belongs to.</summary>
    /// <value>Default 0, root.</value>
    public int UserId { get; init; }

    /// <summary>The number of the group that it belongs to.</summary>
    /// <value>Default 0, root's.</value>
    public int GroupId { get; init; }

    /// <summary>A file with this text, in UTF-8.</summary>
    /// <param name="path">Where it is to be in the container.</param>
    /// <param name="text">What it holds.</param>
    public static ContainerFile FromText(string path, string text) => FromBytes(path, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>A file with these bytes.</summary>
    /// <param name="path">Where it is to be in the container.</param>
    /// <param name="content">What it holds.</param>
    public static ContainerFile FromBytes(string path, ReadOnlyMemory<byte> content) => new() { Path = path, Content = content };

    /// <summary>A copy of a file of this machine, or of the files in a folder.</summary>
    /// <param name="path">Where it is to be in the container.</param>
    /// <param name="source">Where it is on this machine.</param>
    public static ContainerFile FromHost(string path, string source) => new() { Path = path, Source = source };

    /// <summary>Its path, and not what it holds.</summary>
    public override string ToString() => Path;

    internal IEnumerable<(bool Wrong, string Sentence)> Checks() =>
    [
        (!ContainerOptions.IsAbsolute(Path), $"Files has Path '{Path}'; it must be absolute, not the root, and without '.' and '..', as /etc/app.conf is."),
        (Source is not null && !File.Exists(Source) && !Directory.Exists(Source), $"Files has Source '{Source}' for {Path}; there is no such file or folder on this machine."),
        (((int)Mode & ~0xFFF) != 0, $"Files has Mode {Convert.ToString((int)Mode, 8)} for {Path}; it must be permission bits, up to 7777."),
    ];

    internal ContainerBuilder Into(ContainerBuilder builder)
    {
        var (user, group, mode) = ((uint)UserId, (uint)GroupId, (UnixFileModes)(int)Mode);
        if (Source is null) return builder.WithResourceMapping(Content.ToArray(), Path, user, group, mode);
        return Directory.Exists(Source)
            ? builder.WithResourceMapping(new DirectoryInfo(Source), Path, user, group, mode)
            : builder.WithResourceMapping(new FileInfo(Source), new FileInfo(Path), user, group, mode);
    }
}
