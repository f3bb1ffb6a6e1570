using InfraSpecs.Images.Loading;

namespace InfraSpecs.Images.Portability;

/// <summary>What is said of libraries that are missing.</summary>
internal static class LibrarySentences
{
    public static string Missing(MissingLibrary missing, Concerned who, List<string> places, IReadOnlyList<string> configured, ObjectTable files) =>
        $"{missing.Name}: needed by {who.First}{who.Mark}{who.Detail}{who.More}, " + missing switch
        {
            { Unusable: { } file } => $"{file.Path} is no library ({Content(file)})",
            _ when places.Count > 0 => Elsewhere(missing.Name, places[0], configured, files),
            { Skipped: { Facts: { } facts } file } => $"there only for {Machine.Find(facts).Name} ({file.Path})",
            _ when missing.Name.Contains('/') => "by that very path, where nothing is",
            _ => "in no library directory",
        };

    public static string NoLoader(Concerned who, string interpreter, ObjectFile? found, Loader loader)
    {
        var needs = $"{who} {(who.AreMany ? "need" : "needs")} the loader {interpreter}, ";
        if (found is not null) return needs + (found.Facts is { } facts ? $"which is for {Machine.Find(facts).Name}" : "which is no program");
        var own = loader.Loaders.Count > 0 ? $"; the image's own is {loader.Loaders[0].Path}{OfAnotherLibrary(interpreter, loader)}" : "; a program that is linked statically needs none";
        return needs + "which is not in the image" + own;
    }

    /// <summary>"GLIBC_2.39 of libc.so.6; the image has 2.36".</summary>
    public static string TooOld(MissingVersions missing, LoadResult result)
    {
        var lacking = SymbolVersion.NewestOfEach(result.Versions.Where(it => it.Library == missing.Library).SelectMany(it => it.Versions)).Order(StringComparer.Ordinal).ToList();
        var has = lacking.Select(it => Newest(missing.Library.Facts.DefinedVersions, SymbolVersion.Family(it))).OfType<string>().ToList();
        return $"{string.Join(" and ", lacking)} of {missing.Name}; the image has {(has.Count == 0 ? "no such version" : string.Join(" and ", has))}";
    }

    private static string Elsewhere(string name, string place, IReadOnlyList<string> configured, ObjectTable files) =>
        files.Resolve(Paths.Folder(place) + "/" + name) is null ? $"in the image only as {place}, without a link of that name" : configured.Contains(Paths.Folder(place))
        ? $"in the image as {place}, but ldconfig was not run since it is there"
        : $"in the image as {place}, but not on the library path";

    private static string OfAnotherLibrary(string interpreter, Loader loader) =>
        LoaderKinds.OfLoader(interpreter) != LoaderKinds.OfLoader(loader.Loaders[0].Path) ? ", of another C library" : "";

    private static string Content(ObjectFile file) => file.File.Kind is ImageFileKind.File ? $"{file.File.Size} bytes" : file.File.Kind.ToString().ToLowerInvariant();

    private static string? Newest(IEnumerable<string> versions, string family) =>
        versions.Where(it => SymbolVersion.Family(it) == family && SymbolVersion.Number(it) is not null).MaxBy(SymbolVersion.Number) is { } newest ? SymbolVersion.Text(newest) : null;
}
