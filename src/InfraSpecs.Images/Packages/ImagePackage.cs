namespace InfraSpecs.Images;

/// <summary>A package that is installed in an image.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">As its database writes it: "1:2.3-4".</param>
/// <param name="Architecture">As its database writes it: "amd64"; "" where it does not say.</param>
/// <param name="Kind">The database: "dpkg", "apk", "rpm".</param>
/// <param name="Paths">The files and folders that it owns, as its database names them; empty where the database does not say.</param>
public sealed record ImagePackage(string Name, string Version, string Architecture, string Kind, IReadOnlyList<string> Paths)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Version}";
}
