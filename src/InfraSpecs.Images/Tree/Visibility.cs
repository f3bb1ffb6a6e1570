using System.Collections;
using InfraSpecs.Images.Layers;

namespace InfraSpecs.Images.Tree;

/// <summary>Which contents a container sees: a bit for each.</summary>
internal sealed class Visibility
{
    private readonly Overlay _overlay;
    private readonly LowerLinks _links;
    private readonly IReadOnlyList<LayerIndex> _layers;
    private readonly BitArray[] _seen;

    public Visibility(Overlay overlay, LowerLinks links, IReadOnlyList<LayerIndex> layers)
    {
        (_overlay, _links, _layers) = (overlay, links, layers);
        _seen = [.. layers.Select(layer => new BitArray(layer.Nodes))];
        SeeBelow(overlay.Root);
    }

    /// <summary>How many names a container sees.</summary>
    public int Count { get; private set; }

    /// <summary>The regular files of a layer whose content no name leads to.</summary>
    public IEnumerable<Place> Hidden(int layer) => Enumerable.Range(0, _layers[layer].Nodes)
        .Where(node => !_seen[layer][node] && _layers[layer].RowOf(node) is not null)
        .Select(node => new Place(layer, node));

    private void SeeBelow(Place[] folder)
    {
        if (folder is [var only])
        {
            SeeBelow(only);
            return;
        }

        foreach (var child in _overlay.In(folder))
        {
            See(child[0]);
            if (_overlay.IsDirectory(child[0])) SeeBelow(child);
        }
    }

    // Where one layer has all of a folder, nothing needs to be compared, and nothing is made: most folders are so.
    private void SeeBelow(Place folder)
    {
        var layer = _layers[folder.Layer];
        var (start, count) = layer.RangeOf(folder.Node);
        for (var i = start; i < start + count; i++)
        {
            var child = folder with { Node = layer.NodeAt(i) };
            if (layer.KindOf(child.Node) is EntryKind.Whiteout) continue;
            See(child);
            if (_overlay.IsDirectory(child)) SeeBelow(child);
        }
    }

    private void See(Place name)
    {
        var file = _links.FileOf(name);
        _seen[file.Layer][file.Node] = true;
        Count++;
    }
}
