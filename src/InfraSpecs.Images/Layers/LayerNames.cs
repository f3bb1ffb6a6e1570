namespace InfraSpecs.Images.Layers;

/// <summary>Finds the names in a layer's folders while they come; afterwards they are sorted, and this is not needed any more.</summary>
internal sealed class LayerNames
{
    public const int Root = 0;
    private const int ImpliedRow = 0; // the first that AttributeTable has
    private readonly LayerColumns _columns;

    // Nodes, counted from 1, where the hash of their folder and name says, or behind it.
    private int[] _slots = new int[64];
    private int _used;

    public LayerNames(LayerColumns columns)
    {
        _columns = columns;
        NewNode(Root, columns.Names.Add(default));
    }

    /// <returns>-1 if there is none.</returns>
    public int Find(int folder, ReadOnlySpan<byte> name) => _slots[SlotOf(folder, name)] - 1;

    public int Add(int folder, ReadOnlySpan<byte> name)
    {
        if (_used >= _slots.Length / 4 * 3) Grow();
        _used++;
        return (_slots[SlotOf(folder, name)] = NewNode(folder, _columns.Names.Add(name)) + 1) - 1;
    }

    /// <summary>Another file under the same name. What was known of the former stays, for hard links.</summary>
    public int Replace(int node)
    {
        var before = _columns.Nodes[node];
        return (_slots[SlotOf(before.Parent, _columns.Names[before.Name])] = NewNode(before.Parent, before.Name) + 1) - 1;
    }

    /// <summary>Whether it is a folder that an entry needs and no entry mentions: what a node is until more is said of it.</summary>
    public bool IsImplied(int node) => _columns.Times[node] == 0;

    /// <summary>Puts the names of each folder side by side, in the order of their bytes.</summary>
    public void Sort()
    {
        var count = 0;
        foreach (var slot in _slots)
        {
            if (slot > 0) _slots[count++] = slot;
        }

        Array.Sort(_slots, 0, count, Comparer<int>.Create(Compare));
        for (var i = 0; i < count; i++) _columns.Order.Add(_slots[i] - 1);
        _slots = [];
        for (var start = 0; start < count;) start += Folder(start, count);
    }

    private int Folder(int start, int count)
    {
        var folder = _columns.Nodes[_columns.Order[start]].Parent;
        var end = start + 1;
        while (end < count && _columns.Nodes[_columns.Order[end]].Parent == folder) end++;
        _columns.Nodes[folder] = _columns.Nodes[folder] with { Data = _columns.Folders.Add((start, end - start)) };
        return end - start;
    }

    private int Compare(int one, int other)
    {
        ref var first = ref _columns.Nodes[one - 1];
        ref var second = ref _columns.Nodes[other - 1];
        return first.Parent != second.Parent ? first.Parent.CompareTo(second.Parent) : _columns.Names[first.Name].SequenceCompareTo(_columns.Names[second.Name]);
    }

    private int NewNode(int folder, int name)
    {
        _columns.Times.Add(0);
        return _columns.Nodes.Add(new LayerNode(folder, name, ImpliedRow, -1));
    }

    private int SlotOf(int folder, ReadOnlySpan<byte> name)
    {
        var slot = HashOf(folder, name) & (_slots.Length - 1);
        while (_slots[slot] > 0 && !Is(_slots[slot] - 1, folder, name)) slot = (slot + 1) & (_slots.Length - 1);
        return slot;
    }

    private bool Is(int node, int folder, ReadOnlySpan<byte> name) => _columns.Nodes[node].Parent == folder && _columns.Names[_columns.Nodes[node].Name].SequenceEqual(name);

    private void Grow()
    {
        var before = _slots;
        _slots = new int[before.Length * 4]; // what was grown out of is left lying about for a while
        foreach (var slot in before)
        {
            if (slot > 0) _slots[SlotOf(_columns.Nodes[slot - 1].Parent, _columns.Names[_columns.Nodes[slot - 1].Name])] = slot;
        }
    }

    private static int HashOf(int folder, ReadOnlySpan<byte> name)
    {
        var hash = new HashCode();
        hash.Add(folder);
        hash.AddBytes(name);
        return hash.ToHashCode();
    }
}
