using System.Text;
using InfraSpecs.Images.Layers;
using InfraSpecs.Images.Tree;

namespace InfraSpecs.Images;

/// <summary>
/// The files that a container of an image would see: all layers, merged as the engine merges them
/// (https://github.com/opencontainers/image-spec/blob/main/layer.md, and overlayfs where that shows something else).
/// </summary>
public sealed class ImageTree
{
    private readonly IReadOnlyList<(ImageLayer Layer, LayerIndex Index)> _layers;
    private readonly Overlay _overlay;
    private readonly LowerLinks _links;
    private readonly Lazy<Visibility> _visibility;
    private readonly Lazy<IReadOnlyList<ImageFile>> _hidden;

    internal ImageTree(IReadOnlyList<(ImageLayer Layer, LayerIndex Index)> layers)
    {
        IReadOnlyList<LayerIndex> indexes = [.. layers.Select(it => it.Index)];
        _layers = layers;
        _overlay = new Overlay(indexes);
        _links = new LowerLinks(indexes);
        _visibility = new(() => new Visibility(_overlay, _links, indexes));
        _hidden = new(FindHidden);
        Notes = [.. layers.SelectMany(it => it.Index.Notes.Select(note => $"layer {it.Layer.Number}: {note}")), .. _links.Notes];
    }

    /// <summary>All of them, in ordinal order of their paths, without the root itself. Each is made when its turn comes.</summary>
    public IEnumerable<ImageFile> All => _overlay.Below(_overlay.Root).Select(FileOf);

    /// <summary>The number of files that a container sees.</summary>
    public int Count => _visibility.Value.Count;

    /// <summary>Regular files that a later layer deleted or wrote anew: they are in the image, and no container sees them. By layer, then by path; of hard links only one name.</summary>
    public IReadOnlyList<ImageFile> Hidden => _hidden.Value;

    /// <summary>What is odd in the layers, a sentence each: paths that lead out of the image (they end at its root), what engines refuse to load; empty where nothing is.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>What is at a path; null if nothing is. Links among its folders are followed, the last part is not, unless a slash comes after it.</summary>
    /// <param name="path">The absolute path.</param>
    public ImageFile? Find(string path) => Find(path, followLast: false);

    /// <summary>What is at a path when all links are followed, as a program that opens it would; null if nothing is, or if links lead in a circle (more than 40, as Linux counts).</summary>
    /// <param name="path">The absolute path.</param>
    public ImageFile? Resolve(string path) => Find(path, followLast: true);

    /// <summary>What is directly in a folder, in ordinal order; empty where there is no such folder.</summary>
    /// <param name="folder">The absolute path; links are followed.</param>
    public IEnumerable<ImageFile> In(string folder) =>
        Places(folder, followLast: true) is [var first, ..] places && _overlay.IsDirectory(first) ? _overlay.In(places).Select(FileOf) : [];

    private ImageFile? Find(string path, bool followLast) => Places(path, followLast) is { Length: > 0 } places ? FileOf(places) : null;

    private Place[] Places(string path, bool followLast)
    {
        ArgumentNullException.ThrowIfNull(path);
        var found = _overlay.Find(Encoding.UTF8.GetBytes(path), followLast);
        return found.Length == 0 && PathText.Bytes(path) is { } bytes ? _overlay.Find(bytes, followLast) : found;
    }

    private ImageFile FileOf(Place[] places) => FileOf(places[0]);

    private ImageFile FileOf(Place name)
    {
        var file = _links.FileOf(name);
        return new ImageFile(_layers[name.Layer], name.Node, _layers[file.Layer].Index, file.Node);
    }

    private List<ImageFile> FindHidden() =>
        [.. Enumerable.Range(0, _layers.Count).SelectMany(layer => _visibility.Value.Hidden(layer).Select(FileOf).OrderBy(file => file.Path, StringComparer.Ordinal))];
}
