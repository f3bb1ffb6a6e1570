using InfraSpecs.Images.Packages;

namespace InfraSpecs.Images;

/// <summary>
/// The packages of an image, by its own databases: dpkg's (/var/lib/dpkg/status, and status.d of images without dpkg), apk's, and rpm's in sqlite. A database that is there and
/// cannot be read is named in <see cref="UnknownBecause"/>, so that no package counts as absent for that.
/// </summary>
public sealed class ImagePackages
{
    private readonly IReadOnlyList<string> _troubles;
    private readonly Lazy<Dictionary<string, ImagePackage>> _owners;

    private ImagePackages(IReadOnlyList<PackageDatabase> databases, ImageTree files)
    {
        _troubles = [.. databases.Select(it => it.Trouble).OfType<string>()];
        Databases = [.. databases.Where(it => it.Trouble is null).Select(it => it.Path)];
        All =
        [
            .. databases.SelectMany(it => it.Packages).OrderBy(it => it.Kind).ThenBy(it => it.Name, StringComparer.Ordinal)
                .ThenBy(it => it.Architecture, StringComparer.Ordinal).ThenBy(it => it.Version, StringComparer.Ordinal),
        ];
        Unfinished = databases.SelectMany(it => it.Unfinished).DistinctBy(it => it.Key).ToDictionary(StringComparer.Ordinal);
        _owners = new Lazy<Dictionary<string, ImagePackage>>(() => PackageOwners.Index(All, files));
    }

    /// <summary>All of them, in order of kind, name and architecture.</summary>
    public IReadOnlyList<ImagePackage> All { get; }

    /// <summary>The databases that were read, as "/var/lib/dpkg/status"; empty where there is none, so that nothing is known of packages.</summary>
    public IReadOnlyList<string> Databases { get; }

    /// <summary>Packages that are not installed, though files of them are there, for their installation did not end: by name, with dpkg's word for it, as "half-configured".</summary>
    public IReadOnlyDictionary<string, string> Unfinished { get; }

    /// <summary>Why it cannot be told which packages are installed, or not all of them, in half a sentence; null where it can.</summary>
    public string? UnknownBecause =>
        _troubles.Count > 0 ? string.Join("; ", _troubles)
        : Databases.Count == 0 ? "it has no package database (dpkg, apk or rpm)"
        : All.Count == 0 ? $"its database {string.Join(" and ", Databases)} lists no package at all"
        : null;

    /// <summary>The package that owns a file; null if none does. Folders that were merged into /usr are followed, and so are diversions.</summary>
    /// <param name="file">A file of the same image.</param>
    public ImagePackage? FindOwner(ImageFile file) => _owners.Value.GetValueOrDefault(file.Path);

    /// <summary>The packages of a name: none, one, or one for each architecture or version that is installed side by side.</summary>
    /// <param name="name">As "libc6", or with an architecture as "libc6:i386".</param>
    public IReadOnlyList<ImagePackage> Named(string name) => [.. All.Where(it => it.Name == name || $"{it.Name}:{it.Architecture}" == name)];

    /// <summary>The packages of a name, in some versions.</summary>
    /// <param name="name">As "libc6", or with an architecture as "libc6:i386".</param>
    /// <param name="versions">Bounds with a comma between, all of which must hold: ">= 1.2, &lt; 2". Each is one of =, &gt;=, &lt;=, &gt;, &lt; and a version; a version alone
    /// is that version. Versions have the order of the package manager.</param>
    /// <exception cref="ImageTestException"><see cref="ImageTestReason.VersionRangeInvalid"/>: It is no such range.</exception>
    public IReadOnlyList<ImagePackage> Named(string name, string versions)
    {
        var range = PackageVersionRange.Parse(versions);
        return [.. Named(name).Where(it => range.Includes(it.Kind, it.Version))];
    }

    internal static ImagePackages Read(ImageTree files) =>
        new([.. DpkgDatabase.Find(files), .. ApkDatabase.Find(files), .. RpmDatabase.Find(files)], files);
}
