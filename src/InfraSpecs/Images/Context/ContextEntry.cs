using System.Formats.Tar;

namespace InfraSpecs.Images;

/// <summary>One thing of a build context.</summary>
/// <param name="Name">Its path from the context's folder.</param>
/// <param name="File">Where it is.</param>
/// <param name="Kind">A file, a folder, a link, a pipe, or a device.</param>
/// <param name="Mode">The permission bits.</param>
/// <param name="ModifiedAt">To the second, as builders keep it.</param>
/// <param name="LinkName">Where a link leads; else empty.</param>
internal sealed record ContextEntry(string Name, string File, TarEntryType Kind, UnixFileMode Mode, DateTimeOffset ModifiedAt, string LinkName = "")
{
    /// <summary>Instead of what is in the file.</summary>
    public byte[]? Content { get; init; }

    public (int Major, int Minor) Device { get; init; }

    public bool IsFile => Kind == TarEntryType.RegularFile;

    /// <summary>What is in it; the caller disposes it.</summary>
    public Stream Open() => Content is { } content
        ? new MemoryStream(content)
        : new FileStream(File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
}
