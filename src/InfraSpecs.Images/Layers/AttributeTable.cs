namespace InfraSpecs.Images.Layers;

/// <summary>Keeps equal attributes once.</summary>
internal sealed class AttributeTable
{
    private readonly LayerColumns _columns;
    private readonly Dictionary<LayerAttributes, int> _rows = [];
    private readonly Dictionary<string, int> _sets = new(StringComparer.Ordinal);

    public AttributeTable(LayerColumns columns)
    {
        _columns = columns;
        Row(LayerAttributes.Implied);
    }

    public LayerAttributes Get(int node) => _columns.Attributes[_columns.Nodes[node].Attributes];

    public void Set(int node, LayerAttributes attributes) => _columns.Nodes[node] = _columns.Nodes[node] with { Attributes = Row(attributes) };

    private int Row(LayerAttributes attributes)
    {
        if (_rows.TryGetValue(attributes, out var row)) return row;
        _columns.Attributes.Add(attributes);
        return _rows[attributes] = _columns.Attributes.Count - 1;
    }

    /// <returns>Which set of extended attributes it is, counted from 1; 0 for none.</returns>
    public int SetOf(SortedDictionary<string, byte[]>? xattrs)
    {
        if (xattrs is null) return 0;
        var key = string.Concat(xattrs.Select(it => $"{it.Key}\0{Convert.ToHexString(it.Value)}\0"));
        if (_sets.TryGetValue(key, out var known)) return known;
        _columns.Xattrs.Add(xattrs);
        return _sets[key] = _columns.Xattrs.Count;
    }
}
