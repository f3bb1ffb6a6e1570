using System.Collections;
using InfraSpecs.Images.Layers;

namespace InfraSpecs.Images.Tree;

/// <summary>Which contents a container sees: a bit for each.</summary>
internal sealed class Visibility
{
    private readonly IReadOnlyList<LayerIndex> _layers;
    private readonly BitArray[] _seen;

    public Visibility(Overlay overlay, LowerLinks links, IReadOnlyList<LayerIndex> layers)
    {
        _layers = layers;
        _seen = [.. layers.Select(layer => new BitArray(layer.Nodes))];
        foreach (var places in overlay.Below(overlay.Root))
        {
            var file = links.FileOf(places[0]);
            _seen[file.Layer][file.Node] = true;
            Count++;
        }
    }

    /// <summary>How many names a container sees.</summary>
    public int Count { get; }

    /// <summary>The regular files of a layer whose content no name leads to.</summary>
    public IEnumerable<Place> Hidden(int layer) => Enumerable.Range(0, _layers[layer].Nodes)
        .Where(node => !_seen[layer][node] && _layers[layer].RowOf(node) is not null)
        .Select(node => new Place(layer, node));
}
