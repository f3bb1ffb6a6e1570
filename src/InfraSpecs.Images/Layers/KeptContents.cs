namespace InfraSpecs.Images.Layers;

/// <summary>The contents of a layer's smaller files: written to a file as they pass by, read by their place when somebody asks.</summary>
/// <param name="stream">A file of its own, or memory where none can be made.</param>
internal sealed class KeptContents(Stream stream)
{
    /// <summary>What a place is counted in, so that 32 bits are enough for it.</summary>
    public const int Unit = 16;

    private const int MostKept = 1 << 20;
    private const int MostKeptOfDatabases = 64 << 20;
    private const long MostPlaces = uint.MaxValue - 1;

    // What says which packages are installed: dpkg's, apk's and rpm's, with the changes that were not merged yet.
    private static readonly string[] Databases =
    [
        "var/lib/dpkg/status", "lib/apk/db/installed", "usr/lib/apk/db/installed",
        "var/lib/rpm/rpmdb.sqlite", "var/lib/rpm/rpmdb.sqlite-wal", "usr/lib/sysimage/rpm/rpmdb.sqlite", "usr/lib/sysimage/rpm/rpmdb.sqlite-wal", "usr/share/rpm/rpmdb.sqlite", "usr/share/rpm/rpmdb.sqlite-wal",
    ];

    /// <param name="path">Without a slash before it.</param>
    /// <param name="size">In bytes.</param>
    public static bool IsWanted(ReadOnlySpan<byte> path, long size) => size <= MostKept || (size <= MostKeptOfDatabases && IsDatabase(path));

    /// <summary>A content begins.</summary>
    /// <returns>Its place; 0 where there is no room left.</returns>
    public uint Begin()
    {
        var place = (stream.Position + Unit - 1) / Unit;
        if (place >= MostPlaces) return 0;
        Span<byte> padding = stackalloc byte[Unit];
        padding.Clear();
        stream.Write(padding[..(int)((place * Unit) - stream.Position)]);
        return (uint)place + 1;
    }

    /// <summary>The last content was written.</summary>
    public void End() => stream.Flush();

    public void Write(ReadOnlySpan<byte> piece) => stream.Write(piece);

    public byte[] Read(uint place, int length)
    {
        var content = new byte[length];
        var at = (place - 1L) * Unit;
        if (stream is MemoryStream memory) memory.GetBuffer().AsSpan((int)at, length).CopyTo(content);
        else ReadFile((FileStream)stream, at, content);
        return content;
    }

    private static void ReadFile(FileStream file, long at, Span<byte> into)
    {
        while (into.Length > 0)
        {
            var count = RandomAccess.Read(file.SafeFileHandle, into, at);
            if (count == 0) throw new InvalidDataException($"{file.Name} was shortened while it was used.");
            into = into[count..];
            at += count;
        }
    }

    private static bool IsDatabase(ReadOnlySpan<byte> path)
    {
        foreach (var database in Databases)
        {
            if (System.Text.Ascii.Equals(path, database)) return true;
        }

        return false;
    }
}
