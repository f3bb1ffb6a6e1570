namespace InfraSpecs.Images.Packages;

/// <summary>The files that one package moves out of another's way (dpkg-divert(1)).</summary>
internal sealed class DpkgDiversions
{
    private readonly Dictionary<string, (string To, string By)> _diverted = new(StringComparer.Ordinal);

    public static DpkgDiversions Read(ImageTree files)
    {
        var diversions = new DpkgDiversions();
        if (files.Resolve("/var/lib/dpkg/diversions")?.Content is not { } content) return diversions;
        // Three lines each: from, to, and the package that keeps the name.
        foreach (var lines in DatabaseText.Lines(content).Chunk(3).Where(it => it.Length == 3)) diversions._diverted[lines[0]] = (lines[1], lines[2]);
        return diversions;
    }

    /// <summary>Where a package's file went.</summary>
    public string Where(ImagePackage package, string path) =>
        package.Kind is PackageKind.Dpkg && _diverted.TryGetValue(path, out var found) && found.By != package.Name ? found.To : path;
}
