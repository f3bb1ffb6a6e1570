using InfraSpecs.Images.Accounts;
using InfraSpecs.Images.Elf;

namespace InfraSpecs.Images.Loading;

/// <summary>Loads programs and libraries as their loaders do, without running them: what they need, in its order, and what is missing.</summary>
internal sealed class Loader
{
    /// <summary>Names that musl answers by itself, without a file.</summary>
    private static readonly string[] BuiltIntoMusl = ["libc.", "libpthread.", "librt.", "libm.", "libdl.", "libutil.", "libxnet."];

    private readonly LoaderSettings _settings;
    private readonly IReadOnlyList<LoaderFile> _loaders;
    private readonly Dictionary<(Machine, LoaderKind, string?), LibrarySearch> _searches = [];
    private readonly Dictionary<(ObjectFile, ObjectFile), IReadOnlyList<string>> _lacking = [];

    /// <param name="image">The image.</param>
    /// <param name="account">Who loads; null for one who may read all.</param>
    public Loader(ImageUnderTest image, Account? account = null)
    {
        _settings = new LoaderSettings(image, account);
        _loaders = [.. ((string[])["/lib64", "/lib"]).SelectMany(image.Files.In).Select(it => it.Path)
            .Where(path => LoaderKinds.OfLoader(path) is not LoaderKind.Other).Select(Found).OfType<LoaderFile>()];
    }

    public ObjectTable Files => _settings.Files;

    /// <summary>The loaders that the image has.</summary>
    public IReadOnlyList<LoaderFile> Loaders => _loaders;

    /// <returns>Null where the loader's rules are not known here.</returns>
    public LoadResult? Load(ObjectFile root)
    {
        var facts = root.Facts!;
        var kind = KindOf(facts);
        if (kind is LoaderKind.Other) return null;
        var (machine, isMusl) = (Machine.Find(facts), kind is LoaderKind.Musl);
        var loader = facts.Interpreter is { } interpreter ? Found(interpreter) : _loaders.FirstOrDefault(it => machine.Fits(it.File.Facts!) && LoaderKinds.OfLoader(it.Path) == kind);
        var search = SearchOf(machine, kind, loader);
        var loaded = new Loaded(new LoadedObject(root, Paths.Folder(root.Path), null));
        if (loader is not null) loaded.AddLoader(new LoadedObject(loader.File, Paths.Folder(loader.Path), loaded.Order[0]));
        foreach (var name in _settings.Preloaded)
        {
            if (search.Find(name, loaded.Order[0]) is { File: { } file, Folder: var folder }) loaded.Add(name, new LoadedObject(file, folder, loaded.Order[0]));
        }

        List<MissingLibrary> missing = [];
        for (var i = 0; i < loaded.Order.Count; i++)
        {
            foreach (var name in loaded.Order[i].Facts.Needed)
            {
                if (loaded.Has(name) || (isMusl && IsBuiltIn(name))) continue;
                var hit = search.Find(name, loaded.Order[i]);
                if (hit.File is not null) loaded.Add(name, new LoadedObject(hit.File, hit.Folder, loaded.Order[i]));
                else missing.Add(loaded.Missing(name, hit, loaded.Order[i]));
            }
        }

        return new LoadResult(loaded.Order, missing, isMusl ? [] : [.. Lacking(loaded)]);
    }

    private IEnumerable<MissingVersions> Lacking(Loaded loaded)
    {
        foreach (var by in loaded.Order)
        {
            foreach (var need in by.Facts.NeededVersions)
            {
                if (loaded.Find(need.Library) is not { Facts.DefinedVersions.Count: > 0 } library) continue;
                if (!_lacking.TryGetValue((by.File, library.File), out var lacking))
                    _lacking[(by.File, library.File)] = lacking = [.. need.Versions.Except(library.Facts.DefinedVersions)];
                if (lacking.Count > 0) yield return new MissingVersions(library, need.Library, by, lacking);
            }
        }
    }

    public LoaderKind KindOf(ElfFacts facts) => LoaderKinds.Detect(facts, _loaders.Select(it => LoaderKinds.OfLoader(it.Path)).FirstOrDefault(LoaderKind.Glibc));

    private LibrarySearch SearchOf(Machine machine, LoaderKind kind, LoaderFile? loader)
    {
        var key = (machine, kind, loader?.Path);
        return _searches.TryGetValue(key, out var search) ? search : _searches[key] = new LibrarySearch(_settings, machine, kind, loader);
    }

    private LoaderFile? Found(string path) => Files.Resolve(path) is { Facts: not null } file ? new LoaderFile(path, file) : null;

    private static bool IsBuiltIn(string name) => BuiltIntoMusl.Any(it => name.StartsWith(it, StringComparison.Ordinal));
}
