using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace InfraSpecs.Images.Layers;

/// <summary>Writes an index, and sums up what it wrote.</summary>
internal sealed class IndexWriter(Stream to) : IDisposable
{
    private readonly IncrementalHash _sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Write(ReadOnlySpan<byte> bytes)
    {
        _sum.AppendData(bytes);
        to.Write(bytes);
    }

    public void Write<T>(T value)
        where T : unmanaged =>
        Write(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));

    public void WriteBytes(byte[] bytes)
    {
        Write(bytes.Length);
        Write(bytes.AsSpan());
    }

    public void WriteText(string text) => WriteBytes(Encoding.UTF8.GetBytes(text));

    public void WriteAll<T>(IReadOnlyCollection<T> all, Action<T> write)
    {
        Write(all.Count);
        foreach (var one in all) write(one);
    }

    public byte[] Sum() => _sum.GetHashAndReset();

    public void Dispose() => _sum.Dispose();
}
