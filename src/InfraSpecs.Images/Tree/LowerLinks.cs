using InfraSpecs.Images.Layers;

namespace InfraSpecs.Images.Tree;

/// <summary>Names that are hard links to files of lower layers. Tools make them that write layers by themselves; engines refuse to load them.</summary>
internal sealed class LowerLinks
{
    private readonly IReadOnlyList<LayerIndex> _layers;
    private readonly Dictionary<Place, Place> _files = [];
    private readonly List<string> _notes = [];

    public LowerLinks(IReadOnlyList<LayerIndex> layers)
    {
        _layers = layers;
        for (var layer = 0; layer < layers.Count; layer++) Resolve(layer);
    }

    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Where a name's content and attributes are.</summary>
    public Place FileOf(Place name)
    {
        var file = new Place(name.Layer, _layers[name.Layer].FileOf(name.Node));
        return _files.GetValueOrDefault(file, file);
    }

    private void Resolve(int layer)
    {
        if (_layers[layer].LowerLinks.Count == 0) return;
        var below = new Overlay([.. _layers.Take(layer)]);
        foreach (var node in _layers[layer].LowerLinks)
        {
            var (name, target) = (PathText.Read(_layers[layer], node), PathText.Read(_layers[layer].TargetOf(node)));
            var found = below.Find(_layers[layer].TargetOf(node), followLast: false);
            if (found.Length > 0 && !below.IsDirectory(found[0])) _files[new Place(layer, node)] = FileOf(found[0]);
            _notes.Add(_files.ContainsKey(new Place(layer, node))
                ? $"layer {layer}: {name} is a hard link to {target} of a lower layer; engines refuse to load it"
                : $"layer {layer}: {name} is a hard link to {target}, which is nowhere; engines refuse to load it");
        }
    }
}
