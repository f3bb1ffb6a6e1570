using System.Formats.Tar;
using System.IO.Compression;

namespace InfraSpecs.Tests.Volumes;

/// <summary>Makes archives of volumes, good ones and bad ones.</summary>
internal static class Archive
{
    public static TarEntry Folder(string name) => new PaxTarEntry(TarEntryType.Directory, name);

    public static TarEntry File(string name, string content = "content") =>
        new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)) };

    public static TarEntry Link(TarEntryType kind, string name, string target) => new PaxTarEntry(kind, name) { LinkName = target };

    public static byte[] Tar(params TarEntry[] entries)
    {
        var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            foreach (var entry in entries) writer.WriteEntry(entry);
        }

        return tar.ToArray();
    }

    public static byte[] Gzip(byte[] tar)
    {
        var archive = new MemoryStream();
        using (var gzip = new GZipStream(archive, CompressionLevel.Optimal)) gzip.Write(tar);
        return archive.ToArray();
    }

    public static byte[] Unzip(byte[] archive)
    {
        using var gzip = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress);
        var tar = new MemoryStream();
        gzip.CopyTo(tar);
        return tar.ToArray();
    }

    /// <summary>A small archive in which nothing is wrong.</summary>
    public static byte[] Good() => Gzip(Tar(
        Folder("data/"), File("data/one", "1"), File("data/two", new string('2', 700)), Folder("data/sub/"), File("data/sub/three"),
        Link(TarEntryType.SymbolicLink, "data/link", "../../etc/passwd"), Link(TarEntryType.HardLink, "data/hard", "data/one"),
        new PaxTarEntry(TarEntryType.Fifo, "data/pipe")));

    public static Task<VolumeArchive> VerifyAsync(byte[] archive) =>
        VolumeArchive.VerifyAsync(new MemoryStream(archive), TestContext.Current.CancellationToken);

    public static async Task<VolumeArchiveException> FailureOfAsync(byte[] archive)
    {
        var verify = () => VerifyAsync(archive);
        return (await verify.Should().ThrowAsync<VolumeArchiveException>()).Which;
    }
}
