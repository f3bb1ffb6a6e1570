using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace InfraSpecs.Images.Layers;

/// <summary>Values of one kind, packed, in chunks: once the first chunk is full, growing copies nothing.</summary>
internal sealed class Column<T>
    where T : unmanaged
{
    private const int Bits = 16;
    private const int ChunkSize = 1 << Bits;
    private const int FirstSize = 16;
    private readonly List<T[]> _chunks = [];

    public int Count { get; private set; }

    public ref T this[int index] => ref _chunks[index >> Bits][index & (ChunkSize - 1)];

    /// <returns>Where it is.</returns>
    public int Add(T value)
    {
        var at = Reserve(1);
        this[at] = value;
        return at;
    }

    /// <summary>Makes room for values that stand side by side. What is left of a chunk that is too short for them stays empty.</summary>
    /// <returns>Where the first is.</returns>
    public int Reserve(int count)
    {
        var at = (Count & (ChunkSize - 1)) + count > ChunkSize ? ((Count >> Bits) + 1) << Bits : Count;
        Count = checked(at + count);
        Grow();
        return at;
    }

    public Span<T> Slice(int at, int count) => _chunks[at >> Bits].AsSpan(at & (ChunkSize - 1), count);

    public void Write(IndexWriter to)
    {
        to.Write(Count);
        for (var i = 0; i < _chunks.Count; i++) to.Write(MemoryMarshal.AsBytes(_chunks[i].AsSpan(0, Math.Min(ChunkSize, Count - (i << Bits)))));
    }

    public static Column<T> Read(IndexReader from)
    {
        var column = new Column<T> { Count = from.ReadCount(Unsafe.SizeOf<T>()) };
        for (var left = column.Count; left > 0; left -= ChunkSize)
        {
            var chunk = new T[Math.Min(ChunkSize, left)];
            from.Read(MemoryMarshal.AsBytes(chunk.AsSpan()));
            column._chunks.Add(chunk);
        }

        return column;
    }

    private void Grow()
    {
        while (_chunks.Count << Bits < Count) _chunks.Add(new T[_chunks.Count == 0 ? FirstSize : ChunkSize]);
        var needed = Math.Min(Count, ChunkSize);
        var first = _chunks[0];
        if (first.Length >= needed) return;
        Array.Resize(ref first, (int)BitOperations.RoundUpToPowerOf2((uint)needed));
        _chunks[0] = first;
    }
}
