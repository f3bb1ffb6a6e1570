namespace InfraSpecs.Images.Packages;

/// <summary>Which package owns a path.</summary>
internal static class PackageOwners
{
    /// <returns>The owners by the files' own paths. A folder that several packages have is the first one's.</returns>
    public static Dictionary<string, ImagePackage> Index(IReadOnlyList<ImagePackage> packages, ImageTree files)
    {
        var owners = new Dictionary<string, ImagePackage>(StringComparer.Ordinal);
        var folders = new Dictionary<string, string?>(StringComparer.Ordinal);
        var diverted = DpkgDiversions.Read(files);
        foreach (var package in packages)
        {
            foreach (var path in package.Paths)
            {
                var (folder, name) = Split(diverted.Where(package, path));
                if (!folders.TryGetValue(folder, out var real)) folders[folder] = real = RealFolder(files, folder);
                if (real is not null) owners.TryAdd(real + "/" + name, package);
            }
        }

        return owners;
    }

    private static (string Folder, string Name) Split(string path) => (path[..path.LastIndexOf('/')], path[(path.LastIndexOf('/') + 1)..]);

    // A database names /bin/sh where /bin is a link to usr/bin.
    private static string? RealFolder(ImageTree files, string folder) => folder.Length == 0 ? "" : files.Resolve(folder)?.Path;
}
