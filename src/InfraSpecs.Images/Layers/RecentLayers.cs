namespace InfraSpecs.Images.Layers;

/// <summary>The indexes that were used last: each holds some memory and an open file.</summary>
internal sealed class RecentLayers
{
    private const int Most = 256;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<LayerIndex>> _places = new(StringComparer.Ordinal);
    private readonly LinkedList<LayerIndex> _byUse = [];

    public LayerIndex? Find(string diffId)
    {
        lock (_lock)
        {
            if (!_places.TryGetValue(diffId, out var place)) return null;
            _byUse.Remove(place);
            _byUse.AddFirst(place);
            return place.Value;
        }
    }

    /// <returns>The index that is known already, or else this one.</returns>
    public LayerIndex Add(LayerIndex index)
    {
        lock (_lock)
        {
            if (_places.TryGetValue(index.DiffId, out var known)) return known.Value;
            _places[index.DiffId] = _byUse.AddFirst(index);
            if (_byUse.Count > Most) Forget(_byUse.Last!);
            return index;
        }
    }

    private void Forget(LinkedListNode<LayerIndex> place)
    {
        _places.Remove(place.Value.DiffId);
        _byUse.Remove(place);
    }
}
