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

    /// <summary>A header as no writer makes it.</summary>
    public static byte[] Header(string name, char kind, byte[]? size = null) => Header(System.Text.Encoding.UTF8.GetBytes(name), kind, size);

    /// <summary>One whose name is in any encoding.</summary>
    public static byte[] Header(ReadOnlySpan<byte> name, char kind, byte[]? size = null, string link = "")
    {
        var block = new byte[512];
        name.CopyTo(block);
        System.Text.Encoding.UTF8.GetBytes(link).CopyTo(block, 157);
        foreach (var (offset, text) in ((int, string)[])[(100, "0000755"), (108, "0000000"), (116, "0000000"), (124, "00000000000"), (136, "00000000000"), (257, "ustar\0" + "00")])
        {
            System.Text.Encoding.ASCII.GetBytes(text).CopyTo(block, offset);
        }

        size?.CopyTo(block, 124);
        block[156] = (byte)kind;
        block.AsSpan(148, 8).Fill((byte)' ');
        System.Text.Encoding.ASCII.GetBytes(Convert.ToString(block.Sum(value => value), 8).PadLeft(6, '0') + "\0 ").CopyTo(block, 148);
        return block;
    }

    /// <summary>An extended header: 'x' for the next entry, 'g' for all.</summary>
    public static byte[] Pax(char kind, params (string Key, string Value)[] records) =>
        Carrying(kind, System.Text.Encoding.UTF8.GetBytes(string.Concat(records.Select(record => Record(record.Key, record.Value)))));

    /// <summary>A name in GNU's own extended header.</summary>
    public static byte[] Long(string name) => Carrying('L', System.Text.Encoding.UTF8.GetBytes(name));

    private static string Record(string key, string value)
    {
        var rest = $" {key}={value}\n";
        var length = rest.Length + 1;
        while ($"{length}{rest}".Length != length) length++;
        return $"{length}{rest}";
    }

    private static byte[] Carrying(char kind, byte[] content)
    {
        var size = System.Text.Encoding.ASCII.GetBytes(Convert.ToString(content.Length, 8).PadLeft(11, '0') + "\0");
        return [.. Header("extended", kind, size), .. content, .. new byte[(512 - (content.Length % 512)) % 512]];
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
        VolumeArchive.VerifyAsync(new MemoryStream(archive), Token);

    public static async Task<VolumeException> FailureOfAsync(byte[] archive)
    {
        var verify = () => VerifyAsync(archive);
        return (await verify.Should().ThrowAsync<VolumeException>().Where(e => e.Reason == VolumeReason.ArchiveInvalid)).Which;
    }
}
