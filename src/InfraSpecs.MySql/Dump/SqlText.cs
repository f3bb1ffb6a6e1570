using System.Text;

namespace InfraSpecs.MySql;

/// <summary>The beginning of a text that may be of any length.</summary>
internal sealed class SqlText
{
    private readonly byte[] _kept = new byte[1024];
    private int _length;

    public void Clear() => _length = 0;

    public void Add(ReadOnlySpan<byte> more)
    {
        var kept = more[..Math.Min(more.Length, _kept.Length - _length)];
        kept.CopyTo(_kept.AsSpan(_length));
        _length += kept.Length;
    }

    public override string ToString() => Encoding.UTF8.GetString(_kept, 0, _length).TrimEnd();
}
