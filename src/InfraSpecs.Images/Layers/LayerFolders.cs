using System.Text;

namespace InfraSpecs.Images.Layers;

/// <summary>Finds and makes the folders of a layer's entries, through links of the same layer.</summary>
internal sealed class LayerFolders(LayerColumns columns, LayerNames names, AttributeTable attributes, string subject, Action<string> note)
{
    private const int MostDepth = 2048; // what one path of Linux can name
    private const int MostLinks = 40; // as Linux' MAXSYMLINKS
    private EntryPath _path = new();

    /// <summary>The folder of an entry, made where it is missing.</summary>
    /// <returns>-1 where links lead in a circle.</returns>
    public int Make(EntryPath path)
    {
        _path = path;
        var links = 0;
        var folder = Walk(LayerNames.Root, path.Folder, make: true, ref links);
        if (links > 0 && IsTooDeep(folder)) throw new InvalidDataException($"{subject} has folders that are more than {MostDepth} deep, behind links.");
        if (folder == -1) note($"{Text(_path.Whole)} lies behind links that lead in a circle and was left out; engines refuse to load it");
        return folder;
    }

    /// <returns>-1 if there is nothing.</returns>
    public int Find(ReadOnlySpan<byte> path)
    {
        var target = new EntryPath();
        target.Set(path);
        var links = 0;
        var folder = Walk(LayerNames.Root, target.Folder, make: false, ref links);
        return folder < 0 ? -1 : target.Whole.IsEmpty ? folder : names.Find(folder, target.Name);
    }

    private int Walk(int from, ReadOnlySpan<byte> path, bool make, ref int links)
    {
        var at = from;
        foreach (var part in path.Split((byte)'/'))
        {
            var name = path[part];
            if (name.IsEmpty || name.SequenceEqual("."u8)) continue;
            at = name.SequenceEqual(".."u8) ? columns.Nodes[at].Parent : Step(at, name, make, ref links);
            if (at < 0) return at;
        }

        return at;
    }

    private int Step(int at, ReadOnlySpan<byte> name, bool make, ref int links)
    {
        var next = names.Find(at, name);
        if (next < 0) return make ? Imply(at, name, behindLink: links > 0) : -1;
        var kind = attributes.Get(next);
        if (kind.IsDirectory) return next;
        if (kind.Kind is EntryKind.SymbolicLink)
        {
            if (++links > MostLinks) return -1;
            var target = columns.Names[columns.Nodes[next].Data];
            return Walk(target is [(byte)'/', ..] ? LayerNames.Root : at, target, make, ref links);
        }

        if (!make) return -1;
        note($"{Text(_path.Whole)} lies in what is no folder in its layer; engines refuse to load it");
        var folder = names.Replace(next);
        if (kind.Kind is EntryKind.Whiteout) attributes.Set(folder, attributes.Get(folder) with { Kind = EntryKind.OpaqueDirectory });
        return folder;
    }

    private int Imply(int folder, ReadOnlySpan<byte> name, bool behindLink)
    {
        if (behindLink) note($"{Text(_path.Whole)} lies behind a link to what its layer does not have; engines refuse to load it");
        return names.Add(folder, name);
    }

    private bool IsTooDeep(int folder)
    {
        var depth = 0;
        for (var at = folder; at > LayerNames.Root && depth <= MostDepth; at = columns.Nodes[at].Parent) depth++;
        return depth > MostDepth;
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
