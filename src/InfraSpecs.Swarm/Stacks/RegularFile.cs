using System.Formats.Tar;
using System.Globalization;

namespace InfraSpecs.Swarm;

/// <summary>A file that a user named, read whole. A pipe may never end and a device has no end, so that only regular files are opened, and none that is larger than
/// what Swarm takes.</summary>
/// <param name="Content">What is in it; null if it was not read.</param>
/// <param name="WhyNot">Why it was not read, as the rest of a sentence that names it.</param>
internal sealed record RegularFile(byte[]? Content, string WhyNot)
{
    // The managers take secrets of 500 KiB and configs of 1,000.
    private const int Largest = 1 << 20;

    public static async Task<RegularFile> ReadAsync(string path, CancellationToken token)
    {
        try
        {
            var link = new FileInfo(path).LinkTarget is null ? null : File.ResolveLinkTarget(path, returnFinalTarget: true);
            var target = link?.FullName ?? Path.GetFullPath(path);
            var named = link is null ? "" : $"a link to {target}, which is ";
            if (Directory.Exists(target)) return Not($"which is {named}a folder");
            if (!File.Exists(target)) return Not(link is null ? $"and there is no file {target}" : $"which is a link to {target}, and there is no such file");
            return new FileInfo(target).Length is var length and > Largest
                ? Not(string.Create(CultureInfo.InvariantCulture, $"which has {length:N0} bytes; Swarm takes no file of more than {Largest:N0}"))
                : await ReadAsync(target, named, token);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Not($"which cannot be read: {e.Message.TrimEnd('.')}");
        }
    }

    /// <summary>The writer of archives is where the base library tells what kind a file is, without opening those that are not regular.</summary>
    private static async Task<RegularFile> ReadAsync(string target, string named, CancellationToken token)
    {
        using var archive = new MemoryStream();
        await using (var writer = new TarWriter(archive, leaveOpen: true)) await writer.WriteEntryAsync(target, "file", token);
        archive.Position = 0;
        await using var reader = new TarReader(archive);
        var entry = await reader.GetNextEntryAsync(copyData: true, token);
        return entry switch
        {
            { EntryType: TarEntryType.RegularFile, DataStream: MemoryStream content } => new(content.ToArray(), ""),
            { EntryType: TarEntryType.RegularFile } => new([], ""),
            { EntryType: TarEntryType.Fifo } => Not($"which is {named}a named pipe"),
            _ => Not($"which is {named}a device"),
        };
    }

    private static RegularFile Not(string why) => new(null, why);
}
