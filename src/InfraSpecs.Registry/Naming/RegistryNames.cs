namespace InfraSpecs.Registry;

/// <summary>Names of images, as a registry's user writes them.</summary>
internal static class RegistryNames
{
    /// <exception cref="RegistryException"><see cref="RegistryReason.NameInvalid"/>: It is none; the message says which part is wrong.</exception>
    public static ImageName Parse(string text) => ImageName.TryParse(text, out var name, out var why) ? name : throw RegistryException.NameInvalid(text, why);
}
