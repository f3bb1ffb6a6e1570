using System.Text;

namespace InfraSpecs.Volumes;

/// <summary>An archive as a file, with its SHA-256 in a file beside it, as <c>sha256sum</c> writes and checks it.</summary>
internal static class ArchiveFile
{
    private const int HexDigits = 64;

    public static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read, ArchiveReader.BufferSize, FileOptions.Asynchronous | FileOptions.SequentialScan);

    /// <summary>The checksum beside an archive; null if there is none.</summary>
    public static async Task<string?> ReadChecksumAsync(string path, CancellationToken token)
    {
        var beside = path + VolumeArchive.ChecksumSuffix;
        if (!File.Exists(beside)) return null;
        var digits = (await File.ReadAllTextAsync(beside, token)).Split(' ', '\n')[0];
        return digits.Length == HexDigits && digits.All(char.IsAsciiHexDigit)
            ? digits
            : throw VolumeException.ArchiveInvalid(path, VolumeArchiveProblem.ChecksumMismatch, $"{beside} does not begin with a SHA-256", null, 0, 0);
    }

    /// <summary>
    /// Lets <paramref name="write"/> fill a file under another name, which takes the archive's name only when it is complete and on the
    /// disk. Whatever happens before, no file is left, and an archive that was there before stays as it was.
    /// </summary>
    public static async Task<VolumeArchive> CreateAsync(string path, Func<Stream, Task<VolumeArchive>> write, CancellationToken token)
    {
        var checksum = path + VolumeArchive.ChecksumSuffix;
        PartialFile.RemoveAbandoned(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var partial = PartialFile.NameFor(path);
        var partialChecksum = partial + VolumeArchive.ChecksumSuffix;
        try
        {
            // Both are open until they have their names: so others see that somebody is writing them.
            await using var file = PartialFile.Create(partial);
            var archive = await write(file);
            file.Flush(flushToDisk: true);
            await using var sum = PartialFile.Create(partialChecksum);
            await sum.WriteAsync(Encoding.UTF8.GetBytes($"{archive.Sha256}  {Path.GetFileName(path)}\n"), token);
            sum.Flush(flushToDisk: true);
            // A new archive must never stand beside an old checksum.
            File.Delete(checksum);
            File.Move(partial, path, overwrite: true);
            File.Move(partialChecksum, checksum, overwrite: true);
            return archive;
        }
        finally
        {
            File.Delete(partial);
            File.Delete(partialChecksum);
        }
    }

    /// <summary>An archive that can be read twice, from a stream that cannot.</summary>
    public static async Task<FileStream> SpoolAsync(Stream archive, CancellationToken token)
    {
        var file = new FileStream(
            Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, ArchiveReader.BufferSize, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await archive.CopyToAsync(file, token);
        file.Position = 0;
        return file;
    }
}
