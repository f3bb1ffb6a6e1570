using InfraSpecs.Images.Elf;

namespace InfraSpecs.Images.Loading;

/// <summary>A file that a loader came upon, and what it says of itself; null where it is no object.</summary>
internal sealed class ObjectFile(ImageFile file, ElfFacts? facts)
{
    public ImageFile File => file;

    public string Path { get; } = file.Path;

    public ElfFacts? Facts => facts;
}

/// <summary>The files of an image as loaders see them: by path, all links followed. Each is looked up once.</summary>
internal sealed class ObjectTable(ImageTree files)
{
    private readonly Dictionary<string, ObjectFile?> _asked = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ObjectFile> _real = new(StringComparer.Ordinal);

    public ImageTree Files => files;

    public ObjectFile? Resolve(string path)
    {
        if (_asked.TryGetValue(path, out var known)) return known;
        return _asked[path] = files.Resolve(path) is { } file ? Get(file) : null;
    }

    public ObjectFile Get(ImageFile file)
    {
        var path = file.Path;
        return _real.TryGetValue(path, out var known) ? known : _real[path] = new ObjectFile(file, file.Elf);
    }
}

/// <summary>A loader, by the path that programs name.</summary>
internal sealed record LoaderFile(string Path, ObjectFile File);
