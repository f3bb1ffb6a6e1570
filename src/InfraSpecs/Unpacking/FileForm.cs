namespace InfraSpecs.Unpacking;

/// <summary>A form of files that others write for what is read here, known by its first bytes and not by the file's name.</summary>
/// <param name="Name">As people call it: "zstd".</param>
/// <param name="Advice">How to make of it what is read here, in the imperative.</param>
/// <param name="Offset">Where its mark is.</param>
/// <param name="Mark">The mark.</param>
internal sealed record FileForm(string Name, string Advice, int Offset, byte[] Mark)
{
    /// <summary>As many bytes as decide.</summary>
    public const int HeadLength = 512;

    public static readonly FileForm Gzip = new("gzip", "unpack it: 'gzip -dc FILE'.", 0, [0x1f, 0x8b, 8]);

    public static readonly FileForm Tar = new("tar", "unpack it: 'tar xf FILE'.", 257, [.. "ustar"u8]);

    // The marks are those of file(1)'s magic and of the formats' own papers.
    private static readonly FileForm[] Known =
    [
        Gzip,
        Compressed("zstd", "zstd -dc", 0x28, 0xb5, 0x2f, 0xfd),
        Compressed("zstd", "zstd -dc", 0x50, 0x2a, 0x4d, 0x18),
        Compressed("xz", "xz -dc", 0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0),
        Compressed("bzip2", "bzip2 -dc", [.. "BZh"u8]),
        Compressed("lz4", "lz4 -dc", 0x04, 0x22, 0x4d, 0x18),
        Compressed("lz4", "lz4 -dc", 0x02, 0x21, 0x4c, 0x18),
        Compressed("lzip", "lzip -dc", [.. "LZIP"u8]),
        Compressed("lzop", "lzop -dc", 0x89, (byte)'L', (byte)'Z', (byte)'O', 0),
        Compressed("lzma", "xz --format=lzma -dc", 0x5d, 0, 0),
        Compressed("compress", "gzip -dc", 0x1f, 0x9d),
        Compressed("snappy", "snzip -dc", 0xff, 6, 0, 0, (byte)'s', (byte)'N', (byte)'a', (byte)'P'),
        Compressed("zip", "unzip -p", (byte)'P', (byte)'K', 3, 4),
        Compressed("7z", "7z x -so", (byte)'7', (byte)'z', 0xbc, 0xaf, 0x27, 0x1c),
        Compressed("rar", "unrar p -inul", [.. "Rar!\x1a\x07"u8]),
        new("OpenPGP", "decrypt it: 'gpg -d FILE'.", 0, [.. "-----BEGIN PGP MESSAGE"u8]),
        new("openssl's encryption", "decrypt it: 'openssl enc -d -in FILE' with the cipher that it was made with.", 0, [.. "Salted__"u8]),
        new("age's encryption", "decrypt it: 'age -d FILE'.", 0, [.. "age-encryption.org/"u8]),
        new("xbstream, a physical backup,", "unpack it with 'xbstream -x', and prepare it with the program that made it.", 0, [.. "XBSTCK01"u8]),
        new("text in UTF-16", "write it anew in UTF-8. PowerShell's > writes UTF-16; mysqldump's --result-file does not.", 0, [0xff, 0xfe]),
        new("text in UTF-16", "write it anew in UTF-8. PowerShell's > writes UTF-16; mysqldump's --result-file does not.", 0, [0xfe, 0xff]),
        Tar,
    ];

    /// <summary>The form of a file that begins so; null for one that is not known, as SQL or any other text.</summary>
    public static FileForm? Of(ReadOnlySpan<byte> head)
    {
        foreach (var form in Known)
        {
            if (head.Length > form.Offset && head[form.Offset..].StartsWith(form.Mark)) return form;
        }

        return null;
    }

    private static FileForm Compressed(string name, string program, params byte[] mark) => new(name, $"convert it: '{program} FILE | gzip > FILE.gz'.", 0, mark);
}
