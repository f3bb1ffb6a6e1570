namespace InfraSpecs.Registry;

/// <summary>Names of images, as a registry's user writes them.</summary>
internal static class RegistryNames
{
    /// <exception cref="RegistryException"><see cref="RegistryReason.NameInvalid"/>: It is none; the message says which part is wrong.</exception>
    public static ImageName Parse(string text) => ImageName.TryParse(text, out var name, out var why) ? name : throw RegistryException.NameInvalid(text, why);

    /// <summary>The name by which an image's users know it, without the registry that it came from.</summary>
    public static ImageName OwnName(IReadOnlyList<string> sources, string image)
    {
        if (sources.Contains(image)) return new ImageName(null, "example/" + image, "latest", null);
        var name = Parse(image);
        var repository = name.Registry is null && !name.Repository.Contains('/') ? "library/" + name.Repository : name.Repository;
        return new ImageName(null, repository, name.Tag ?? (name.Digest is null ? "latest" : null), name.Tag is null ? name.Digest : null);
    }
}
