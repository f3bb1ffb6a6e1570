using System.Text;
using InfraSpecs.Images.Tar;

namespace InfraSpecs.Images.Layers;

/// <summary>
/// Makes a layer's names and attributes from its entries, in their order, as an engine does that unpacks it into an empty folder of its own: links of the same layer are written
/// through, a later entry replaces an earlier one, folders that nobody mentions are made.
/// </summary>
internal sealed class LayerBuilder(LayerColumns columns, string subject)
{
    private const int MostNotes = 100;
    private const int MostPath = 4096; // PATH_MAX
    private const int MostLinks = 40; // as Linux' MAXSYMLINKS
    private readonly LayerNames _names = new(columns);
    private readonly AttributeTable _attributes = new(columns);
    private readonly EntryPath _path = new();
    private readonly List<int> _openLinks = [];

    /// <summary>The path of the entry that was added last, without a slash before it.</summary>
    public ReadOnlySpan<byte> Path => _path.Whole;

    /// <returns>The entry's node; -1 for what has none.</returns>
    public int Add(TarHeader header)
    {
        columns.Entries++;
        if (Math.Max(header.Name.WrittenCount, header.LinkName.WrittenCount) is > MostPath and var length) throw new InvalidDataException($"{subject} has a path of {length} bytes; Linux reads at most {MostPath}.");
        if (_path.Set(header.Name.WrittenSpan)) Note($"{header} leads out of the image; it was read as /{Text(_path.Whole)}");
        if (_path.Whole.IsEmpty) return AddRoot(header);
        var folder = Folder(_path.Folder);
        if (folder < 0) return -1;
        if (_path.Name.SequenceEqual(".wh..wh..opq"u8)) return Hide(folder);
        return _path.Name.StartsWith(".wh."u8) ? Delete(folder, _path.Name[4..], header) : Put(folder, _path.Name, header);
    }

    /// <summary>What was learnt of a file's content.</summary>
    public int AddContent(int node, LayerFileRow row)
    {
        var at = columns.Files.Add(row);
        columns.Nodes[node] = columns.Nodes[node] with { Data = at };
        columns.Size += row.Size;
        return at;
    }

    /// <summary>Puts all in order, after the last entry.</summary>
    public void Complete()
    {
        foreach (var node in _openLinks) Close(node);
        _names.Sort();
    }

    public void Note(string what)
    {
        if (columns.Notes.LastOrDefault() == what) return;
        if (columns.Notes.Count < MostNotes) columns.Notes.Add(what);
        else if (columns.Notes.Count == MostNotes) columns.Notes.Add("more that is not listed");
    }

    private int AddRoot(TarHeader header)
    {
        if (header.Type == TarHeader.Directory) Set(LayerNames.Root, EntryKind.Directory, header);
        return LayerNames.Root;
    }

    private int Hide(int folder)
    {
        Become(folder, _attributes.Of(folder) with { Kind = EntryKind.OpaqueDirectory });
        return folder;
    }

    private int Delete(int folder, ReadOnlySpan<byte> name, TarHeader header)
    {
        if (name.IsEmpty) return folder;
        var known = _names.Find(folder, name);
        if (known >= 0 && _attributes.Of(known).Kind is not EntryKind.Whiteout)
        {
            throw new InvalidDataException($"{subject} deletes what it has itself: {header} comes after {Text(name)}. Engines refuse to load it.");
        }

        return known >= 0 ? known : Set(_names.Add(folder, name), EntryKind.Whiteout, header);
    }

    private int Put(int folder, ReadOnlySpan<byte> name, TarHeader header)
    {
        var kind = KindOf(header);
        if (kind is null)
        {
            Note($"{header} is of the unknown kind '{(char)header.Type}' and was left out");
            return -1;
        }

        var target = kind is EntryKind.HardLink ? Walk(header.LinkName.WrittenSpan) : -1;
        var node = Make(folder, name, kind.Value, header);
        if (kind is EntryKind.HardLink) return Link(node, target, header);
        Set(node, kind.Value, header);
        if (kind is EntryKind.SymbolicLink) SetData(node, columns.Names.Add(header.LinkName.WrittenSpan));
        if (kind is EntryKind.CharacterDevice or EntryKind.BlockDevice) SetData(node, (header.Major << 20) | (header.Minor & 0xFFFFF));
        return node;
    }

    private static EntryKind? KindOf(TarHeader header) => header.Type switch
    {
        (byte)'0' => EntryKind.File,
        TarHeader.HardLink => EntryKind.HardLink,
        TarHeader.SymbolicLink => EntryKind.SymbolicLink,
        TarHeader.CharacterDevice when header is { Major: 0, Minor: 0 } => EntryKind.Whiteout, // overlayfs' own mark of a deletion
        TarHeader.CharacterDevice => EntryKind.CharacterDevice,
        TarHeader.BlockDevice => EntryKind.BlockDevice,
        TarHeader.Directory => EntryKind.Directory,
        TarHeader.Fifo => EntryKind.Fifo,
        _ => null,
    };

    // A directory again is the same directory; anything else replaces what was there, with what was in it.
    private int Make(int folder, ReadOnlySpan<byte> name, EntryKind kind, TarHeader header)
    {
        var known = _names.Find(folder, name);
        if (known < 0) return _names.Add(folder, name);
        var before = _attributes.Of(known);
        if (before.Kind is not EntryKind.Whiteout && !_names.IsImplied(known)) Note($"{header} is there twice; the last holds, and engines refuse to load it");
        return before.IsDirectory && kind is EntryKind.Directory ? known : _names.Replace(known);
    }

    private int Link(int node, int target, TarHeader header)
    {
        if (target >= 0 && !_attributes.Of(target).IsDirectory)
        {
            Connect(node, target, header);
            return node;
        }

        Set(node, EntryKind.LowerHardLink, header);
        SetData(node, columns.Names.Add(header.LinkName.WrittenSpan));
        _openLinks.Add(node);
        return node;
    }

    // One file with two names: what the link's header says holds for both.
    private void Connect(int node, int target, TarHeader header)
    {
        var file = columns.Nodes[target] is { } it && _attributes.Of(target).Kind is EntryKind.HardLink ? it.Data : target;
        var before = _attributes.Of(file);
        Set(node, EntryKind.HardLink, header);
        SetData(node, file);
        if (before.Kind is EntryKind.SymbolicLink) return;
        var attributes = _attributes.Of(node);
        Become(file, attributes with { Kind = before.Kind, Xattrs = attributes.Xattrs == 0 ? before.Xattrs : attributes.Xattrs });
        columns.Times[file] = columns.Times[node];
    }

    // A link to what comes later in the same layer.
    private void Close(int node)
    {
        if (_attributes.Of(node).Kind is not EntryKind.LowerHardLink) return;
        var target = Walk(columns.Names[columns.Nodes[node].Data]);
        if (target < 0 || target == node || _attributes.Of(target).IsDirectory || _attributes.Of(target).Kind is EntryKind.Whiteout or EntryKind.LowerHardLink)
        {
            columns.LowerLinks.Add(node);
            return;
        }

        Note($"{Text(columns.Names[columns.Nodes[node].Name])} is a hard link to what comes after it; engines refuse to load it");
        var file = _attributes.Of(target).Kind is EntryKind.HardLink ? columns.Nodes[target].Data : target;
        Become(node, _attributes.Of(node) with { Kind = EntryKind.HardLink });
        SetData(node, file);
    }

    /// <summary>The folder of an entry, made where it is missing. -1 where links lead in a circle.</summary>
    private int Folder(ReadOnlySpan<byte> path)
    {
        var links = 0;
        var folder = Walk(LayerNames.Root, path, make: true, ref links);
        if (folder == -1) Note($"{Text(_path.Whole)} lies behind links that lead in a circle and was left out; engines refuse to load it");
        return folder;
    }

    private int Walk(ReadOnlySpan<byte> path)
    {
        var target = new EntryPath();
        target.Set(path);
        var links = 0;
        var folder = Walk(LayerNames.Root, target.Folder, make: false, ref links);
        return folder < 0 ? -1 : target.Whole.IsEmpty ? folder : _names.Find(folder, target.Name);
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
        var next = _names.Find(at, name);
        if (next < 0) return make ? Imply(at, name, behindLink: links > 0) : -1;
        var kind = _attributes.Of(next);
        if (kind.IsDirectory) return next;
        if (kind.Kind is EntryKind.SymbolicLink)
        {
            if (++links > MostLinks) return -1;
            var target = columns.Names[columns.Nodes[next].Data];
            return Walk(target is [(byte)'/', ..] ? LayerNames.Root : at, target, make, ref links);
        }

        if (!make) return -1;
        Note($"{Text(_path.Whole)} lies in what is no folder in its layer; engines refuse to load it");
        var folder = _names.Replace(next);
        if (kind.Kind is EntryKind.Whiteout) Hide(folder);
        return folder;
    }

    private int Imply(int folder, ReadOnlySpan<byte> name, bool behindLink)
    {
        if (behindLink) Note($"{Text(_path.Whole)} lies behind a link to what its layer does not have; engines refuse to load it");
        return _names.Add(folder, name);
    }

    private int Set(int node, EntryKind kind, TarHeader header)
    {
        var opaque = kind is EntryKind.Directory && _attributes.Of(node).Kind is EntryKind.OpaqueDirectory;
        Become(node, new LayerAttributes(opaque ? EntryKind.OpaqueDirectory : kind, (ushort)header.Mode, header.UserId, header.GroupId, _attributes.Set(header.Xattrs)));
        columns.Times[node] = header.ModifiedAt.UtcTicks;
        return node;
    }

    private void Become(int node, LayerAttributes attributes) => columns.Nodes[node] = columns.Nodes[node] with { Attributes = _attributes.Row(attributes) };

    private void SetData(int node, int data) => columns.Nodes[node] = columns.Nodes[node] with { Data = data };

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
