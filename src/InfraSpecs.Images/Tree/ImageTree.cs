using InfraSpecs.Images.Layers;

namespace InfraSpecs.Images;

/// <summary>The files that a container of an image would see: all layers, merged as the engine merges them.</summary>
public sealed class ImageTree
{
    private const int MostLinks = 40;
    private readonly SortedDictionary<string, ImageFile> _files = new(StringComparer.Ordinal);
    private readonly List<ImageFile> _hidden = [];

    internal ImageTree(IReadOnlyList<(ImageLayer Layer, LayerIndex Index)> layers)
    {
        foreach (var (layer, index) in layers)
        {
            var opened = new List<(string Path, ImageFile File)>();
            foreach (var entry in index.Entries)
            {
                var name = entry.Path[(entry.Path.LastIndexOf('/') + 1)..];
                var folder = entry.Path[..entry.Path.LastIndexOf('/')];
                if (name == ".wh..wh..opq") Remove(folder, self: false);
                else if (name.StartsWith(".wh.", StringComparison.Ordinal)) Remove(folder + "/" + name[4..], self: true);
                else opened.Add((entry.Path, new ImageFile(entry, layer)));
            }

            foreach (var (path, file) in opened)
            {
                if (_files.TryGetValue(path, out var before) && before.Kind is ImageFileKind.File) _hidden.Add(before);
                if (before?.Kind is ImageFileKind.Directory && file.Kind is not ImageFileKind.Directory) Remove(path, self: true);
                _files[path] = file;
            }
        }
    }

    /// <summary>All of them, in ordinal order of their paths, without the root itself.</summary>
    public IEnumerable<ImageFile> All => _files.Values;

    /// <summary>How many there are.</summary>
    public int Count => _files.Count;

    /// <summary>Regular files that a later layer deleted or wrote anew: they are in the image, and no container sees them.</summary>
    public IReadOnlyList<ImageFile> Hidden => _hidden;

    /// <summary>What is at a path; null if nothing is. Links among its folders are followed, the last part is not.</summary>
    /// <param name="path">The absolute path.</param>
    public ImageFile? Find(string path) => Walk(path, followLast: false, out _);

    /// <summary>What is at a path when all links are followed, as a program that opens it would; null if nothing is, or if links lead in a circle.</summary>
    /// <param name="path">The absolute path.</param>
    public ImageFile? Resolve(string path) => Walk(path, followLast: true, out _);

    /// <summary>What is directly in a folder, in ordinal order.</summary>
    /// <param name="folder">The absolute path; links are followed.</param>
    public IEnumerable<ImageFile> In(string folder)
    {
        if (folder.Trim('/').Length > 0 && Resolve(folder) is not { Kind: ImageFileKind.Directory }) return [];
        var prefix = folder.Trim('/').Length == 0 ? "/" : Resolve(folder)!.Path + "/";
        return _files.Where(it => it.Key.StartsWith(prefix, StringComparison.Ordinal) && it.Key.IndexOf('/', prefix.Length) < 0).Select(it => it.Value);
    }

    private ImageFile? Walk(string path, bool followLast, out string real)
    {
        var rest = new Stack<string>(path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        real = "";
        ImageFile? found = null;
        for (var links = 0; rest.TryPop(out var part);)
        {
            if (part == ".") continue;
            if (part == "..")
            {
                real = real.LastIndexOf('/') is var cut and >= 0 ? real[..cut] : "";
                found = _files.GetValueOrDefault(real);
                continue;
            }

            if (!_files.TryGetValue(real + "/" + part, out found)) return null;
            if (found.Kind is not ImageFileKind.SymbolicLink || (rest.Count == 0 && !followLast))
            {
                if (rest.Count > 0 && found.Kind is not ImageFileKind.Directory) return null;
                real = found.Path;
                continue;
            }

            if (++links > MostLinks) return null;
            if (found.LinkTarget!.StartsWith('/')) real = "";
            foreach (var step in found.LinkTarget.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse()) rest.Push(step);
        }

        return found;
    }

    private void Remove(string path, bool self)
    {
        foreach (var gone in _files.Where(it => (self && it.Key == path) || it.Key.StartsWith(path + "/", StringComparison.Ordinal)).ToList())
        {
            _files.Remove(gone.Key);
            if (gone.Value.Kind is ImageFileKind.File) _hidden.Add(gone.Value);
        }
    }
}
