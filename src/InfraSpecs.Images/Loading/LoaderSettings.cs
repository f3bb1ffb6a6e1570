using InfraSpecs.Images.Accounts;

namespace InfraSpecs.Images.Loading;

/// <summary>What a loader goes by, besides the objects themselves.</summary>
/// <param name="image">The image.</param>
/// <param name="account">Who loads; null for one who may read all.</param>
internal sealed class LoaderSettings(ImageUnderTest image, Account? account)
{
    /// <summary>Whether a library can be opened: a loader passes over those that it may not read.</summary>
    public bool MayOpen(string path, ObjectFile file) => account is null
        || (account.MayRead(file.File) && account.ClosedFolder(image.Files, path) is null && account.ClosedFolder(image.Files, file.Path) is null);

    public ObjectTable Files { get; } = new(image.Files);

    public string WorkingFolder { get; } = image.Config.WorkingDir.Length == 0 ? "/" : image.Config.WorkingDir;

    /// <summary>LD_LIBRARY_PATH, as the image sets it.</summary>
    public string LibraryPath { get; } = image.Config.Variable("LD_LIBRARY_PATH") ?? "";

    /// <summary>LD_PRELOAD, as the image sets it: names or paths. One that cannot be loaded is passed over.</summary>
    public IReadOnlyList<string> Preloaded { get; } = (image.Config.Variable("LD_PRELOAD") ?? "").Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries);

    public Dictionary<string, List<string>> Cache { get; } =
        image.Files.Resolve(LoaderCache.Path)?.Content is { } content ? LoaderCache.Read(content.Span) ?? [] : [];
}
