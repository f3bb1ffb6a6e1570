using InfraSpecs.Images.Elf;
using InfraSpecs.Images.Secrets;

namespace InfraSpecs.Images.Layers;

/// <summary>What is in one layer. It does not depend on other layers, so that all images that have the layer share it.</summary>
internal sealed class LayerIndex(string diffId, LayerColumns columns, KeptContents kept)
{
    public const int Root = LayerNames.Root;

    /// <summary>The digest of the layer's archive, not compressed, "sha256:…".</summary>
    public string DiffId => diffId;

    /// <summary>How many entries its archive has.</summary>
    public int Count => columns.Entries;

    /// <summary>The bytes of its files.</summary>
    public long Size => columns.Size;

    /// <summary>What is odd in it: what leads out of the root, what engines refuse to load.</summary>
    public IReadOnlyList<string> Notes => columns.Notes;

    /// <summary>Hard links to files of lower layers.</summary>
    public IReadOnlyList<int> LowerLinks => columns.LowerLinks;

    /// <summary>Nodes are numbered from 0, which is the root.</summary>
    public int Nodes => columns.Nodes.Count;

    public ref readonly LayerNode this[int node] => ref columns.Nodes[node];

    public EntryKind KindOf(int node) => AttributesOf(node).Kind;

    public LayerAttributes AttributesOf(int node) => columns.Attributes[columns.Nodes[node].Attributes];

    public ReadOnlySpan<byte> NameOf(int node) => columns.Names[columns.Nodes[node].Name];

    /// <summary>Of a symbolic link, or of a hard link to a lower layer's file.</summary>
    public ReadOnlySpan<byte> TargetOf(int node) => columns.Names[columns.Nodes[node].Data];

    /// <summary>In .NET's ticks; 0 where nobody says.</summary>
    public long TimeOf(int node) => columns.Times[node];

    public IReadOnlyDictionary<string, byte[]>? XattrsOf(int node) => AttributesOf(node).Xattrs is > 0 and var set ? columns.Xattrs[set - 1] : null;

    /// <summary>Where a name's content and attributes are: hard links are other names.</summary>
    public int FileOf(int node) => KindOf(node) is EntryKind.HardLink ? columns.Nodes[node].Data : node;

    /// <summary>The content of a regular file; null of what is none.</summary>
    public LayerFileRow? RowOf(int node) => KindOf(node) is EntryKind.File && columns.Nodes[node].Data is >= 0 and var row ? columns.Files[row] : null;

    public ElfFacts? ProgramOf(int node) => KindOf(node) is EntryKind.File ? columns.Programs.Find(columns.Nodes[node].Data) : null;

    /// <summary>What was found in a content that was not kept, as it passed by.</summary>
    public IReadOnlyList<FormFound> SecretsOf(int node) => KindOf(node) is EntryKind.File ? columns.Secrets.Find(columns.Nodes[node].Data) : [];

    /// <returns>Null where it was not kept.</returns>
    public byte[]? ContentOf(int node) => RowOf(node) switch
    {
        { Size: 0 } => [],
        { Kept: > 0 } row => KeptOf(row),
        _ => null,
    };

    /// <returns>-1 if the folder has no such name.</returns>
    public int Find(int folder, ReadOnlySpan<byte> name)
    {
        var (low, count) = RangeOf(folder);
        for (var high = low + count - 1; low <= high;)
        {
            var middle = (int)(((uint)low + (uint)high) >> 1);
            var node = columns.Order[middle];
            var order = NameOf(node).SequenceCompareTo(name);
            if (order == 0) return node;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return -1;
    }

    /// <summary>Where the names of a folder are; see <see cref="NodeAt"/>. They are in the order of their bytes.</summary>
    public (int Start, int Count) RangeOf(int folder) => AttributesOf(folder).IsDirectory && columns.Nodes[folder].Data is >= 0 and var row ? columns.Folders[row] : default;

    public int NodeAt(int place) => columns.Order[place];

    public void Write(IndexWriter to)
    {
        to.WriteText(diffId);
        columns.Write(to);
    }

    public static LayerIndex Read(IndexReader from, KeptContents kept)
    {
        var diffId = from.ReadString();
        return new LayerIndex(diffId, LayerColumns.Read(from), kept);
    }

    private byte[] KeptOf(LayerFileRow row)
    {
        try
        {
            return kept.Read(row.Kept, (int)row.Size, row.Hash);
        }
        catch (InvalidDataException e)
        {
            throw ImageTestException.Unreadable(ImageTestReason.Damaged, $"with the layer {diffId}", e.Message, "run again: the layer is read anew then.", inner: e);
        }
    }
}
