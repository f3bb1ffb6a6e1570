using System.Text;

namespace InfraSpecs.Images.Elf;

/// <summary>A table of strings, each with a zero at its end.</summary>
internal readonly ref struct ElfStrings(ReadOnlySpan<byte> table)
{
    private readonly ReadOnlySpan<byte> _table = table;

    /// <returns>Null where the table ends before the string does.</returns>
    public string? At(long offset)
    {
        if (offset < 0 || offset >= _table.Length) return null;
        var rest = _table[(int)offset..];
        var end = rest.IndexOf((byte)0);
        return end < 0 ? null : Encoding.UTF8.GetString(rest[..end]);
    }
}
