namespace InfraSpecs.Images.Loading;

/// <summary>The objects of one program, in the order in which they are loaded. One that is there by its name or SONAME satisfies later needs.</summary>
internal sealed class Loaded
{
    private readonly Dictionary<string, LoadedObject?> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LoadedObject> _byPath = new(StringComparer.Ordinal);

    public Loaded(LoadedObject root)
    {
        _byPath[root.Path] = root;
        Order.Add(root);
        if (root.Facts.Soname is { } soname) _byName[soname] = root;
    }

    public List<LoadedObject> Order { get; } = [];

    /// <summary>Whether a name was answered: by an object, or by the answer that there is none.</summary>
    public bool Has(string name) => _byName.ContainsKey(name);

    public LoadedObject? Find(string name) => _byName.GetValueOrDefault(name);

    public void Add(string name, LoadedObject found)
    {
        if (!_byPath.TryGetValue(found.Path, out var known))
        {
            _byPath[found.Path] = known = found;
            Order.Add(found);
        }

        _byName[name] = known;
        if (known.Facts.Soname is { } soname) _byName.TryAdd(soname, known);
    }

    /// <summary>The loader is there before it is needed; what it needs itself is nothing.</summary>
    public void AddLoader(LoadedObject loader)
    {
        _byPath[loader.Path] = loader;
        _byName.TryAdd(loader.Facts.Soname ?? loader.File.File.Name, loader);
    }

    public MissingLibrary Missing(string name, LibraryHit hit, LoadedObject by)
    {
        _byName[name] = null;
        return new MissingLibrary(name, by, hit.Unusable, hit.Skipped);
    }
}
