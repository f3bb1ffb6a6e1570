using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace InfraSpecs.Images.Layers;

/// <summary>Reads what an <see cref="IndexWriter"/> wrote. A count that does not fit into what is left is an error before anything is made for it.</summary>
internal sealed class IndexReader(Stream from, long length) : IDisposable
{
    private readonly IncrementalHash _sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _left = length;

    public void Read(Span<byte> into)
    {
        if (into.Length > _left) throw new InvalidDataException("The index ends early.");
        from.ReadExactly(into);
        _sum.AppendData(into);
        _left -= into.Length;
    }

    public T Read<T>()
        where T : unmanaged
    {
        var value = default(T);
        Read(MemoryMarshal.AsBytes(new Span<T>(ref value)));
        return value;
    }

    public int ReadCount(int size)
    {
        var count = Read<int>();
        return count >= 0 && (long)count * size <= _left ? count : throw new InvalidDataException("The index has an impossible count.");
    }

    public byte[] ReadBytes()
    {
        var bytes = new byte[ReadCount(1)];
        Read(bytes);
        return bytes;
    }

    public string ReadString() => Encoding.UTF8.GetString(ReadBytes());

    public List<T> ReadList<T>(Func<T> read)
    {
        var all = new List<T>();
        for (var left = ReadCount(1); left > 0; left--) all.Add(read());
        return all;
    }

    /// <returns>The sum of all that was read; null if something is left over.</returns>
    public byte[]? Sum() => _left == 0 ? _sum.GetHashAndReset() : null;

    public void Dispose() => _sum.Dispose();
}
