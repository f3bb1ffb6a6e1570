namespace InfraSpecs.Images.Packages;

/// <summary>The database of Alpine's packages (https://wiki.alpinelinux.org/wiki/Apk_spec).</summary>
internal static class ApkDatabase
{
    private static readonly string[] Places = ["/lib/apk/db/installed", "/usr/lib/apk/db/installed"];

    // One of the two is a link to the other where /lib was merged into /usr.
    public static IEnumerable<PackageDatabase> Find(ImageTree files) =>
        Places.Select(files.Resolve).OfType<ImageFile>().Where(it => it.Kind is ImageFileKind.File).DistinctBy(it => it.Path)
            .Select(file => PackageDatabase.Read(file, content => DatabaseText.Paragraphs(content).Select(Package).OfType<ImagePackage>()));

    private static ImagePackage? Package(IReadOnlyList<string> paragraph)
    {
        string name = "", version = "", architecture = "", folder = "";
        var paths = new List<string>();
        foreach (var line in paragraph.Where(line => line is [_, ':', ..]))
        {
            var value = line[2..];
            switch (line[0])
            {
                case 'P': name = value; break;
                case 'V': version = value; break;
                case 'A': architecture = value; break;
                case 'F': paths.Add(folder = value.Length == 0 ? "" : "/" + value); break;
                case 'R': paths.Add(folder + "/" + value); break;
            }
        }

        return name.Length == 0 ? null : new ImagePackage
        {
            Name = name,
            Version = version,
            Architecture = architecture,
            Kind = PackageKind.Apk,
            Paths = [.. paths.Where(path => path.Length > 0)],
        };
    }
}
