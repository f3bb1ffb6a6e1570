namespace InfraSpecs.Images.Loading;

/// <summary>What a loader goes by, besides the objects themselves.</summary>
internal sealed class LoaderSettings(ImageUnderTest image)
{
    public ObjectTable Files { get; } = new(image.Files);

    public string WorkingFolder { get; } = image.Config.WorkingDir.Length == 0 ? "/" : image.Config.WorkingDir;

    /// <summary>LD_LIBRARY_PATH, as the image sets it.</summary>
    public string LibraryPath { get; } = image.Config.Variable("LD_LIBRARY_PATH") ?? "";

    public Dictionary<string, List<string>> Cache { get; } =
        image.Files.Resolve(LoaderCache.Path)?.Content is { } content ? LoaderCache.Read(content.Span) ?? [] : [];
}
