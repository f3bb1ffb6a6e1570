using InfraSpecs.Volumes;

namespace InfraSpecs;

/// <summary>What is known of an archive of a volume that was written or read to its end and found good.</summary>
public sealed record VolumeArchive
{
    /// <summary>What is added to an archive's path to name the file with its checksum, in the form of <c>sha256sum</c>.</summary>
    public const string ChecksumSuffix = ".sha256";

    /// <summary>Its path, or what stands for it where it was a stream.</summary>
    public required string Name { get; init; }

    /// <summary>The folder whose archive it is, without the slash before it: "var/lib/mysql".</summary>
    public required string Folder { get; init; }

    /// <summary>Folders, files and links, the volume's own folder among them.</summary>
    public required long Entries { get; init; }

    /// <summary>The sum of the files' sizes.</summary>
    public required long ContentBytes { get; init; }

    /// <summary>The archive's own size.</summary>
    public required long ArchiveBytes { get; init; }

    /// <summary>Of the archive, in lower case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

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

    /// <inheritdoc cref="VerifyAsync(string, CancellationToken)" path="/*[not(self::param)]"/>
    /// <param name="archive">The archive, from where it stands.</param>
    /// <param name="token">Ends the reading.</param>
    public static async Task<VolumeArchive> VerifyAsync(Stream archive, CancellationToken token)
    {
        await using var reader = new ArchiveReader(archive, ArchiveReader.NameOf(archive), null);
        return await reader.ReadToEndAsync(token);
    }

    internal static VolumeArchive Read(string name, ArchiveRules rules, HashedStream archive) => new()
    {
        Name = name, Folder = rules.Folder, Entries = rules.Entries, ContentBytes = rules.ContentBytes, ArchiveBytes = archive.Count, Sha256 = archive.Sha256,
    };
}
