using InfraSpecs.Volumes;

namespace InfraSpecs;

/// <summary>What is known of an archive of a volume that was written or read to its end and found good.</summary>
/// <param name="Name">Its path, or what stands for it where it was a stream.</param>
/// <param name="Folder">The folder whose archive it is, without the slash before it: "var/lib/mysql".</param>
/// <param name="Entries">Folders, files and links, the volume's own folder among them.</param>
/// <param name="ContentBytes">The sum of the files' sizes.</param>
/// <param name="ArchiveBytes">The archive's own size.</param>
/// <param name="Sha256">Of the archive, in lower case hexadecimal digits.</param>
public sealed record VolumeArchive(string Name, string Folder, long Entries, long ContentBytes, long ArchiveBytes, string Sha256)
{
    /// <summary>What is added to an archive's path to name the file with its checksum, in the form of <c>sha256sum</c>.</summary>
    public const string ChecksumSuffix = ".sha256";

    /// <summary>
    /// Reads an archive to its end without an engine: a plain tar, or gzip of one member or several, complete and its checksums right, tar complete to its end blocks, one folder,
    /// nothing that escapes it, no devices, and, if there is a checksum beside it, that SHA-256.
    /// </summary>
    /// <param name="path">The archive.</param>
    /// <param name="token">Ends the reading.</param>
    /// <exception cref="VolumeException">Something is wrong with it.</exception>
    public static async Task<VolumeArchive> VerifyAsync(string path, CancellationToken token)
    {
        var expected = await ArchiveFile.ReadChecksumAsync(path, token);
        await using var file = ArchiveFile.Open(path);
        await using var reader = new ArchiveReader(file, path, expected);
        return await reader.ReadToEndAsync(token);
    }

    /// <inheritdoc cref="VerifyAsync(string, CancellationToken)"/>
    /// <param name="archive">The archive, from where it stands.</param>
    /// <param name="token">Ends the reading.</param>
    public static async Task<VolumeArchive> VerifyAsync(Stream archive, CancellationToken token)
    {
        await using var reader = new ArchiveReader(archive, ArchiveReader.NameOf(archive), null);
        return await reader.ReadToEndAsync(token);
    }
}
