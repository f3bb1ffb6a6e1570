namespace InfraSpecs.Images.Layers;

/// <summary>Everything that is known of a layer, packed: a million entries take 70 MB.</summary>
internal sealed class LayerColumns
{
    public Column<LayerNode> Nodes { get; private init; } = new();

    /// <summary>When each node changed last, in .NET's ticks; 0 where nobody says.</summary>
    public Column<long> Times { get; private init; } = new();

    public Column<LayerFileRow> Files { get; private init; } = new();

    /// <summary>Where in <see cref="Order"/> the nodes of each folder are.</summary>
    public Column<(int Start, int Count)> Folders { get; private init; } = new();

    /// <summary>The nodes that hold, by their folder and the bytes of their names.</summary>
    public Column<int> Order { get; private init; } = new();

    public BytePool Names { get; private init; } = new();

    public List<LayerAttributes> Attributes { get; private init; } = [];

    public List<SortedDictionary<string, byte[]>> Xattrs { get; private init; } = [];

    public ElfTable Programs { get; private init; } = new();

    public SecretTable Secrets { get; private init; } = new();

    /// <summary>Hard links to files that the layer does not have.</summary>
    public List<int> LowerLinks { get; private init; } = [];

    public List<string> Notes { get; private init; } = [];

    public int Entries { get; set; }

    public long Size { get; set; }

    public void Write(IndexWriter to)
    {
        to.Write(Entries);
        to.Write(Size);
        Nodes.Write(to);
        Times.Write(to);
        Files.Write(to);
        Folders.Write(to);
        Order.Write(to);
        Names.Write(to);
        to.WriteAll(Attributes, to.Write);
        to.WriteAll(Xattrs, set => to.WriteAll(set, one =>
        {
            to.WriteText(one.Key);
            to.WriteBytes(one.Value);
        }));
        Programs.Write(to);
        Secrets.Write(to);
        to.WriteAll(LowerLinks, to.Write);
        to.WriteAll(Notes, to.WriteText);
    }

    public static LayerColumns Read(IndexReader from) => new()
    {
        Entries = from.Read<int>(),
        Size = from.Read<long>(),
        Nodes = Column<LayerNode>.Read(from),
        Times = Column<long>.Read(from),
        Files = Column<LayerFileRow>.Read(from),
        Folders = Column<(int, int)>.Read(from),
        Order = Column<int>.Read(from),
        Names = BytePool.Read(from),
        Attributes = from.ReadList(from.Read<LayerAttributes>),
        Xattrs = from.ReadList(() => new SortedDictionary<string, byte[]>(from.ReadList(() => KeyValuePair.Create(from.ReadString(), from.ReadBytes())).ToDictionary(), StringComparer.Ordinal)),
        Programs = ElfTable.Read(from),
        Secrets = SecretTable.Read(from),
        LowerLinks = from.ReadList(from.Read<int>),
        Notes = from.ReadList(from.ReadString),
    };
}
