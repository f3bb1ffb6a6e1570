using System.Buffers.Binary;

namespace InfraSpecs.Images.Packages;

/// <summary>A package's header as rpm's database has it: how many fields and bytes, the fields' index, their data; numbers with the highest byte first
/// (https://rpm.org/docs/latest/manual/hregions.html).</summary>
internal sealed class RpmHeader
{
    private const int IndexEntry = 16;
    private const int Int32 = 4;
    private readonly Dictionary<int, (int Type, int Offset, int Count)> _fields = [];
    private readonly ReadOnlyMemory<byte> _data;

    /// <exception cref="InvalidDataException">It is no header.</exception>
    public RpmHeader(ReadOnlyMemory<byte> blob)
    {
        if (blob.Length < 8) throw new InvalidDataException("a package's header is cut off");
        var (fields, bytes) = (Word(blob, 0), Word(blob, 4));
        if (fields < 0 || bytes < 0 || 8 + (long)fields * IndexEntry + bytes > blob.Length) throw new InvalidDataException("a package's header is cut off");
        _data = blob.Slice(8 + fields * IndexEntry, bytes);
        for (var i = 0; i < fields; i++)
        {
            var at = 8 + i * IndexEntry;
            _fields[Word(blob, at)] = (Word(blob, at + 4), Word(blob, at + 8), Word(blob, at + 12));
        }
    }

    public string? Text(RpmTag tag) => Texts(tag) is [var text, ..] ? text : null;

    public int? Number(RpmTag tag) => Numbers(tag) is [var number, ..] ? number : null;

    public IReadOnlyList<string> Texts(RpmTag tag)
    {
        var texts = new List<string>();
        if (!_fields.TryGetValue((int)tag, out var field)) return texts;
        var rest = From(field.Offset);
        for (var i = 0; i < field.Count; i++)
        {
            var end = rest.IndexOf((byte)0);
            if (end < 0) throw new InvalidDataException("a package's header is cut off in a text");
            texts.Add(DatabaseText.Decode(rest[..end]));
            rest = rest[(end + 1)..];
        }

        return texts;
    }

    public IReadOnlyList<int> Numbers(RpmTag tag)
    {
        if (!_fields.TryGetValue((int)tag, out var field)) return [];
        if (field.Type != Int32 || field.Count < 0 || field.Count > From(field.Offset).Length / 4) throw new InvalidDataException("a package's header has a number of no known kind");
        return [.. Enumerable.Range(0, field.Count).Select(i => Word(_data, field.Offset + 4 * i))];
    }

    private ReadOnlySpan<byte> From(int offset) => offset >= 0 && offset <= _data.Length ? _data.Span[offset..] : throw new InvalidDataException("a package's header points outside of itself");

    private static int Word(ReadOnlyMemory<byte> bytes, int at) => BinaryPrimitives.ReadInt32BigEndian(bytes.Span[at..]);
}
