using System.Formats.Tar;

namespace InfraSpecs;

/// <summary>What is known of a file in a container.</summary>
public sealed record FileFacts
{
    /// <summary>The container's name.</summary>
    public required string Container { get; init; }

    /// <summary>The absolute path.</summary>
    public required string Path { get; init; }

    /// <summary>A regular file, a directory, a symbolic link, ….</summary>
    public required TarEntryType Kind { get; init; }

    /// <summary>The permission bits.</summary>
    public required UnixFileMode Mode { get; init; }

    /// <summary>The owner.</summary>
    public required int UserId { get; init; }

    /// <summary>The owning group.</summary>
    public required int GroupId { get; init; }

    /// <summary>In bytes.</summary>
    public required long Size { get; init; }

    /// <summary>By the container's file system.</summary>
    public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>Where a symbolic link points; else null.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>The permission bits as people write them: "0644".</summary>
    public string OctalMode => Convert.ToString((int)Mode, 8).PadLeft(4, '0');
}
