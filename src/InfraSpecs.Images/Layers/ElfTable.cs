using System.Text;
using InfraSpecs.Images.Elf;

namespace InfraSpecs.Images.Layers;

/// <summary>What the programs and libraries of a layer say of themselves, as bytes until somebody asks.</summary>
internal sealed class ElfTable
{
    private readonly List<int> _rows = [];
    private readonly List<byte[]> _facts = [];

    /// <param name="row">The file's row, larger than all before.</param>
    /// <param name="facts">What it says.</param>
    public void Add(int row, ElfFacts facts)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        facts.Write(writer);
        writer.Flush();
        _rows.Add(row);
        _facts.Add(bytes.ToArray());
    }

    /// <returns>Null for what is no ELF object.</returns>
    public ElfFacts? Find(int row)
    {
        var found = _rows.BinarySearch(row);
        if (found < 0) return null;
        using var reader = new BinaryReader(new MemoryStream(_facts[found], writable: false), Encoding.UTF8);
        return ElfFacts.Read(reader);
    }

    public void Write(IndexWriter to)
    {
        to.WriteAll(_rows, to.Write);
        to.WriteAll(_facts, to.WriteBytes);
    }

    public static ElfTable Read(IndexReader from)
    {
        var table = new ElfTable();
        table._rows.AddRange(from.ReadList(from.Read<int>));
        table._facts.AddRange(from.ReadList(from.ReadBytes));
        return table;
    }
}
