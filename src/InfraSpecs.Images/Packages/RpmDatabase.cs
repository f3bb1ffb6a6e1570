using InfraSpecs.Images.Packages.Sqlite;

namespace InfraSpecs.Images.Packages;

/// <summary>rpm's database, where it is in sqlite. Those of Berkeley DB and of rpm's own "ndb" are named, not read (https://rpm.org/docs/latest/manual/).</summary>
internal static class RpmDatabase
{
    private const string Table = "Packages";

    // The second is where SUSE and newer Fedora have it, the third where systems of one piece do. Some are links to others.
    private static readonly string[] Places = ["/var/lib/rpm", "/usr/lib/sysimage/rpm", "/usr/share/rpm"];

    private static readonly (string Name, string Kind)[] NotRead = [("Packages.db", "ndb"), ("Packages", "bdb")];

    public static IEnumerable<PackageDatabase> Find(ImageTree files) =>
        Places.Select(files.Resolve).OfType<ImageFile>().Where(it => it.Kind is ImageFileKind.Directory).DistinctBy(it => it.Path).SelectMany(folder => In(files, folder.Path));

    private static IEnumerable<PackageDatabase> In(ImageTree files, string folder)
    {
        if (File(files, folder + "/rpmdb.sqlite") is { } sqlite) yield return Read(files, sqlite);
        foreach (var (name, kind) in NotRead)
        {
            if (File(files, $"{folder}/{name}") is { } file) yield return PackageDatabase.Unread(file.Path, $"it has an rpm database of a kind not read ({kind}), {file.Path}");
        }
    }

    /// <exception cref="InvalidDataException">The database is damaged.</exception>
    public static IEnumerable<ImagePackage> Packages(ReadOnlyMemory<byte> content, ReadOnlyMemory<byte> log) => new SqliteFile(content, log).Rows(Table)
        .Select(row => row.Count > 1 ? Package(row[1].Bytes) : throw new InvalidDataException($"a row of {Table} has {row.Count} columns"));

    private static ImageFile? File(ImageTree files, string path) => files.Resolve(path) is { Kind: ImageFileKind.File } file ? file : null;

    private static PackageDatabase Read(ImageTree files, ImageFile sqlite)
    {
        try
        {
            var log = File(files, sqlite.Path + "-wal");
            if (log is { Content: null }) return PackageDatabase.Read(log, _ => []);
            return PackageDatabase.Read(sqlite, content => Packages(content, log?.Content ?? default));
        }
        catch (InvalidDataException e)
        {
            return PackageDatabase.Unread(sqlite.Path, $"its rpm database {sqlite.Path} is damaged: {e.Message}");
        }
    }

    private static ImagePackage Package(ReadOnlyMemory<byte> blob)
    {
        var header = new RpmHeader(blob);
        var epoch = header.Number(RpmTag.Epoch) is { } number ? $"{number}:" : "";
        return new ImagePackage
        {
            Name = header.Text(RpmTag.Name) ?? throw new InvalidDataException("a package has no name"),
            Version = $"{epoch}{header.Text(RpmTag.Version)}-{header.Text(RpmTag.Release)}",
            Architecture = header.Text(RpmTag.Architecture) ?? "",
            Kind = PackageKind.Rpm,
            Paths = Paths(header),
        };
    }

    private static List<string> Paths(RpmHeader header)
    {
        var (names, folders, numbers) = (header.Texts(RpmTag.BaseNames), header.Texts(RpmTag.FolderNames), header.Numbers(RpmTag.FolderNumbers));
        if (names.Count != numbers.Count || numbers.Any(number => number < 0 || number >= folders.Count)) throw new InvalidDataException("a package's list of files contradicts itself");
        return [.. names.Zip(numbers, (name, number) => (folders[number] + name).TrimEnd('/')).Where(path => path.StartsWith('/'))];
    }
}
