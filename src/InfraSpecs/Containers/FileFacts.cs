using System.Formats.Tar;

namespace InfraSpecs;

/// <summary>What is known of a file in a container.</summary>
/// <param name="Container">The container's name.</param>
/// <param name="Path">The absolute path.</param>
/// <param name="Kind">A regular file, a directory, a symbolic link, ….</param>
/// <param name="Mode">The permission bits.</param>
/// <param name="UserId">The owner.</param>
/// <param name="GroupId">The owning group.</param>
/// <param name="Size">In bytes.</param>
/// <param name="ModifiedAt">By the container's file system.</param>
/// <param name="LinkTarget">Where a symbolic link points; else null.</param>
public sealed record FileFacts(
    string Container,
    string Path,
    TarEntryType Kind,
    UnixFileMode Mode,
    int UserId,
    int GroupId,
    long Size,
    DateTimeOffset ModifiedAt,
    string? LinkTarget)
{
    /// <summary>The permission bits as people write them: "0644".</summary>
    public string OctalMode => Convert.ToString((int)Mode, 8).PadLeft(4, '0');
}
