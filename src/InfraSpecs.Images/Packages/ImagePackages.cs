namespace InfraSpecs.Images;

/// <summary>A package that is installed in an image.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">As its database writes it: "1:2.3-4".</param>
/// <param name="Architecture">As its database writes it: "amd64"; "" where it does not say.</param>
/// <param name="Kind">The database: "dpkg", "apk", "rpm".</param>
/// <param name="Paths">The files and folders that it owns, as its database names them; empty where the database does not say.</param>
public sealed record ImagePackage(string Name, string Version, string Architecture, string Kind, IReadOnlyList<string> Paths);

/// <summary>The packages of an image, by its own databases.</summary>
public sealed class ImagePackages
{
    internal ImagePackages(IReadOnlyList<ImagePackage> all, IReadOnlyList<string> databases) => (All, Databases) = (all, databases);

    /// <summary>All of them, in ordinal order of kind and name.</summary>
    public IReadOnlyList<ImagePackage> All { get; }

    /// <summary>The databases that were read, as "/var/lib/dpkg/status"; empty where there is none, so that nothing is known of packages.</summary>
    public IReadOnlyList<string> Databases { get; }

    /// <summary>The package that owns a file; null if none does. Folders that were merged into /usr are followed.</summary>
    /// <param name="file">A file of the same image.</param>
    public ImagePackage? OwnerOf(ImageFile file) => All.FirstOrDefault(package => package.Paths.Contains(file.Path));

    internal static ImagePackages Read(ImageTree files) => new([], files.Find("/var/lib/dpkg/status") is { } status ? [status.Path] : []);
}
