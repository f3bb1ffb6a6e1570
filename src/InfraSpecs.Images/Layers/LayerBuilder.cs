using System.Text;
using InfraSpecs.Images.Tar;

namespace InfraSpecs.Images.Layers;

/// <summary>
/// Makes a layer's names and attributes from its entries, in their order, as an engine does that unpacks it into an empty folder of its own: links of the same layer are written
/// through, a later entry replaces an earlier one, folders that nobody mentions are made.
/// </summary>
internal sealed class LayerBuilder
{
    private const int MostNotes = 100;
    private const int MostPath = 4096; // PATH_MAX
    private readonly LayerColumns _columns;
    private readonly string _subject;
    private readonly LayerNames _names;
    private readonly AttributeTable _attributes;
    private readonly LayerFolders _folders;
    private readonly EntryPath _path = new();
    private readonly List<int> _openLinks = [];

    public LayerBuilder(LayerColumns columns, string subject)
    {
        (_columns, _subject) = (columns, subject);
        _names = new LayerNames(columns);
        _attributes = new AttributeTable(columns);
        _folders = new LayerFolders(columns, _names, _attributes, subject, Note);
    }

    /// <summary>The path of the entry that was added last, without a slash before it.</summary>
    public ReadOnlySpan<byte> Path => _path.Whole;

    /// <returns>The entry's node; -1 for what has none.</returns>
    public int Add(TarHeader header)
    {
        _columns.Entries++;
        if (Math.Max(header.Name.WrittenCount, header.LinkName.WrittenCount) is > MostPath and var length)
        {
            throw new InvalidDataException($"{_subject} has a path of {length} bytes; Linux reads at most {MostPath}.");
        }
        if (_path.Set(header.Name.WrittenSpan)) Note($"{header} leads out of the image; it was read as /{Text(_path.Whole)}");
        if (_path.Whole.IsEmpty) return AddRoot(header);
        var folder = _folders.Make(_path);
        if (folder < 0) return -1;
        if (_path.Name.SequenceEqual(".wh..wh..opq"u8)) return Hide(folder);
        return _path.Name.StartsWith(".wh."u8) ? Delete(folder, _path.Name[4..], header) : Put(folder, _path.Name, header);
    }

    /// <summary>What was learnt of a file's content.</summary>
    public int AddContent(int node, LayerFileRow row)
    {
        var at = _columns.Files.Add(row);
        _columns.Nodes[node] = _columns.Nodes[node] with { Data = at };
        _columns.Size += row.Size;
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
        if (_columns.Notes.LastOrDefault() == what) return;
        if (_columns.Notes.Count < MostNotes) _columns.Notes.Add(what);
        else if (_columns.Notes.Count == MostNotes) _columns.Notes.Add("more that is not listed");
    }

    private int AddRoot(TarHeader header)
    {
        if (header.Type == TarHeader.Directory) Set(LayerNames.Root, EntryKind.Directory, header);
        return LayerNames.Root;
    }

    private int Hide(int folder)
    {
        _attributes.Set(folder, _attributes.Get(folder) with { Kind = EntryKind.OpaqueDirectory });
        return folder;
    }

    private int Delete(int folder, ReadOnlySpan<byte> name, TarHeader header)
    {
        if (name.IsEmpty) return folder;
        var known = _names.Find(folder, name);
        if (known >= 0 && _attributes.Get(known).Kind is not EntryKind.Whiteout)
        {
            throw new InvalidDataException($"{_subject} deletes what it has itself: {header} comes after {Text(name)}. Engines refuse to load it.");
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

        var target = kind is EntryKind.HardLink ? _folders.Find(header.LinkName.WrittenSpan) : -1;
        var node = Make(folder, name, kind.Value, header);
        if (kind is EntryKind.HardLink) return Link(node, target, header);
        Set(node, kind.Value, header);
        if (kind is EntryKind.SymbolicLink) SetData(node, _columns.Names.Add(header.LinkName.WrittenSpan));
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
        var before = _attributes.Get(known);
        if (before.Kind is not EntryKind.Whiteout && !_names.IsImplied(known)) Note($"{header} is there twice; the last holds, and engines refuse to load it");
        return before.IsDirectory && kind is EntryKind.Directory ? known : _names.Replace(known);
    }

    private int Link(int node, int target, TarHeader header)
    {
        if (target >= 0 && !_attributes.Get(target).IsDirectory)
        {
            Connect(node, target, header);
            return node;
        }

        Set(node, EntryKind.LowerHardLink, header);
        SetData(node, _columns.Names.Add(header.LinkName.WrittenSpan));
        _openLinks.Add(node);
        return node;
    }

    // One file with two names: what the link's header says holds for both.
    private void Connect(int node, int target, TarHeader header)
    {
        var file = _columns.Nodes[target] is { } it && _attributes.Get(target).Kind is EntryKind.HardLink ? it.Data : target;
        var before = _attributes.Get(file);
        Set(node, EntryKind.HardLink, header);
        SetData(node, file);
        if (before.Kind is EntryKind.SymbolicLink) return;
        var attributes = _attributes.Get(node);
        _attributes.Set(file, attributes with { Kind = before.Kind, Xattrs = attributes.Xattrs == 0 ? before.Xattrs : attributes.Xattrs });
        _columns.Times[file] = _columns.Times[node];
    }

    // A link to what comes later in the same layer.
    private void Close(int node)
    {
        if (_attributes.Get(node).Kind is not EntryKind.LowerHardLink) return;
        var target = _folders.Find(_columns.Names[_columns.Nodes[node].Data]);
        if (target < 0 || target == node || _attributes.Get(target).IsDirectory || _attributes.Get(target).Kind is EntryKind.Whiteout or EntryKind.LowerHardLink)
        {
            _columns.LowerLinks.Add(node);
            return;
        }

        Note($"{Text(_columns.Names[_columns.Nodes[node].Name])} is a hard link to what comes after it; engines refuse to load it");
        var file = _attributes.Get(target).Kind is EntryKind.HardLink ? _columns.Nodes[target].Data : target;
        _attributes.Set(node, _attributes.Get(node) with { Kind = EntryKind.HardLink });
        SetData(node, file);
    }

    private int Set(int node, EntryKind kind, TarHeader header)
    {
        var opaque = kind is EntryKind.Directory && _attributes.Get(node).Kind is EntryKind.OpaqueDirectory;
        _attributes.Set(node, new LayerAttributes(opaque ? EntryKind.OpaqueDirectory : kind, (ushort)header.Mode, header.UserId, header.GroupId, _attributes.SetOf(header.Xattrs)));
        _columns.Times[node] = header.ModifiedAt.UtcTicks;
        return node;
    }

    private void SetData(int node, int data) => _columns.Nodes[node] = _columns.Nodes[node] with { Data = data };

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
