using InfraSpecs.Images.Layers;

namespace InfraSpecs.Images.Tree;

/// <summary>
/// Layers on top of each other, as overlayfs shows them (https://docs.kernel.org/filesystems/overlayfs.html), without a copy of their names: a folder is the list of its places in
/// the layers that have a part in it, the uppermost first. Its first place is the one whose attributes hold.
/// </summary>
internal sealed class Overlay(IReadOnlyList<LayerIndex> layers)
{
    private const int MostLinks = 40; // as Linux' MAXSYMLINKS

    /// <summary>The root; empty where there are no layers.</summary>
    public Place[] Root { get; } = [.. Enumerable.Range(0, layers.Count).Reverse().Select(layer => new Place(layer, LayerIndex.Root))];

    public bool IsDirectory(Place place) => layers[place.Layer].AttributesOf(place.Node).IsDirectory;

    public ReadOnlySpan<byte> NameOf(Place place) => layers[place.Layer].NameOf(place.Node);

    /// <summary>Follows a path from the root, and links in its folders.</summary>
    /// <param name="path">It.</param>
    /// <param name="followLast">Whether to follow a link at its end, too; a slash at its end does that.</param>
    /// <returns>Empty if nothing is there, or if links lead in a circle.</returns>
    public Place[] Find(ReadOnlySpan<byte> path, bool followLast)
    {
        if (Root.Length == 0) return [];
        List<Place[]> trail = [Root];
        var links = 0;
        return Follow(path, followLast, trail, ref links) ? trail[^1] : [];
    }

    /// <summary>What is directly in a folder, in the order of the names' bytes.</summary>
    public IEnumerable<Place[]> In(Place[] folder)
    {
        var ranges = folder.Select(part => layers[part.Layer].RangeOf(part.Node)).ToArray();
        var at = ranges.Select(range => range.Start).ToArray();
        var parts = new List<Place>();
        for (var first = Smallest(folder, ranges, at); first.Layer >= 0; first = Smallest(folder, ranges, at))
        {
            parts.Clear();
            Collect(folder, first, ranges, at, parts);
            if (parts.Count > 0) yield return [.. parts];
        }
    }

    /// <summary>All that is below a folder, in ordinal order of the paths: "/etc-a" comes before "/etc/b", although "/etc" comes before both.</summary>
    public IEnumerable<Place[]> Below(Place[] folder)
    {
        var open = new Stack<Place[]>();
        foreach (var child in In(folder))
        {
            while (open.TryPeek(out var before) && GoesFirst(NameOf(before[0]), NameOf(child[0])))
            {
                foreach (var one in Below(open.Pop())) yield return one;
            }

            yield return child;
            if (IsDirectory(child[0])) open.Push(child);
        }

        while (open.TryPop(out var last))
        {
            foreach (var one in Below(last)) yield return one;
        }
    }

    // Whether a folder's content comes before its later sibling.
    private static bool GoesFirst(ReadOnlySpan<byte> folder, ReadOnlySpan<byte> sibling) => !sibling.StartsWith(folder) || sibling[folder.Length] > '/';

    private bool Follow(ReadOnlySpan<byte> path, bool followLast, List<Place[]> trail, ref int links)
    {
        foreach (var range in path.Split((byte)'/'))
        {
            var name = path[range];
            if (name.IsEmpty && range.End.Value < path.Length) continue;
            if (!IsDirectory(trail[^1][0])) return false;
            if (name.IsEmpty || name.SequenceEqual("."u8)) continue;
            var isLast = range.End.Value == path.Length;
            if (name.SequenceEqual(".."u8)) trail.RemoveRange(Math.Max(1, trail.Count - 1), Math.Min(1, trail.Count - 1));
            else if (!Step(name, followLast || !isLast, trail, ref links)) return false;
        }

        return true;
    }

    private bool Step(ReadOnlySpan<byte> name, bool follow, List<Place[]> trail, ref int links)
    {
        var found = Child(trail[^1], name);
        if (found.Length == 0) return false;
        var (layer, node) = (layers[found[0].Layer], layers[found[0].Layer].FileOf(found[0].Node));
        if (!follow || layer.KindOf(node) is not EntryKind.SymbolicLink)
        {
            trail.Add(found);
            return true;
        }

        if (++links > MostLinks) return false;
        var target = layer.TargetOf(node);
        if (target is [(byte)'/', ..]) trail.RemoveRange(1, trail.Count - 1);
        return Follow(target, followLast: true, trail, ref links);
    }

    private Place[] Child(Place[] folder, ReadOnlySpan<byte> name)
    {
        var parts = new List<Place>();
        foreach (var part in folder)
        {
            var node = layers[part.Layer].Find(part.Node, name);
            if (node >= 0 && !Add(new Place(part.Layer, node), parts)) break;
        }

        return [.. parts];
    }

    /// <returns>Whether what lies below shows through.</returns>
    private bool Add(Place place, List<Place> parts)
    {
        var kind = layers[place.Layer].KindOf(place.Node);
        if (kind is EntryKind.Directory or EntryKind.OpaqueDirectory)
        {
            parts.Add(place);
            return kind is EntryKind.Directory;
        }

        if (kind is not EntryKind.Whiteout && parts.Count == 0) parts.Add(place);
        return false;
    }

    // The next name of all parts of the folder.
    private Place Smallest(Place[] folder, (int Start, int Count)[] ranges, int[] at)
    {
        var smallest = new Place(-1, -1);
        for (var i = 0; i < folder.Length; i++)
        {
            if (at[i] == ranges[i].Start + ranges[i].Count) continue;
            var place = new Place(folder[i].Layer, layers[folder[i].Layer].NodeAt(at[i]));
            if (smallest.Layer < 0 || NameOf(place).SequenceCompareTo(NameOf(smallest)) < 0) smallest = place;
        }

        return smallest;
    }

    // All parts that have the name go on; those that show through are taken.
    private void Collect(Place[] folder, Place name, (int Start, int Count)[] ranges, int[] at, List<Place> parts)
    {
        var shows = true;
        for (var i = 0; i < folder.Length; i++)
        {
            if (at[i] == ranges[i].Start + ranges[i].Count) continue;
            var place = new Place(folder[i].Layer, layers[folder[i].Layer].NodeAt(at[i]));
            if (!NameOf(place).SequenceEqual(NameOf(name))) continue;
            at[i]++;
            shows = shows && Add(place, parts);
        }
    }
}
