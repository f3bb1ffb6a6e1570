using System.Buffers.Text;
using System.Text;

namespace InfraSpecs.Images.Tar;

/// <summary>What stands in headers of their own before an entry, and overrules the entry's own header.</summary>
internal sealed class PaxHeader
{
    private static ReadOnlySpan<byte> XattrPrefix => "SCHILY.xattr."u8;

    private long? _sparseOffset;

    public byte[]? Path { get; set; }

    public byte[]? LinkPath { get; set; }

    public long? Size { get; private set; }

    public long? UserId { get; private set; }

    public long? GroupId { get; private set; }

    public DateTimeOffset? ModifiedAt { get; private set; }

    public SortedDictionary<string, byte[]>? Xattrs { get; private set; }

    /// <summary>The size with holes; null for a file without.</summary>
    public long? RealSize { get; private set; }

    public SparseMap? Sparse { get; private set; }

    /// <summary>Whether the map of holes stands before the content.</summary>
    public bool IsMapInContent { get; private set; }

    /// <returns>False for records that are damaged.</returns>
    public bool Add(ReadOnlySpan<byte> records)
    {
        while (PaxRecords.Next(ref records, out var name, out var value))
        {
            if (!Add(name, value)) return false;
        }

        return records.IsEmpty;
    }

    private bool Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("path"u8)) return (Path = Text(value)) is null || IsName(value);
        if (name.SequenceEqual("linkpath"u8)) return (LinkPath = Text(value)) is null || IsName(value);
        if (name.SequenceEqual("size"u8)) return (Size = Number(value)) >= 0;
        if (name.SequenceEqual("uid"u8)) return (UserId = Number(value)) is not null;
        if (name.SequenceEqual("gid"u8)) return (GroupId = Number(value)) is not null;
        if (name.SequenceEqual("mtime"u8)) return (ModifiedAt = TarNumber.Time(value)) is not null;
        if (name.StartsWith("GNU.sparse."u8)) return AddSparse(name["GNU.sparse.".Length..], value);
        if (name.StartsWith(XattrPrefix)) (Xattrs ??= new(StringComparer.Ordinal))[Encoding.UTF8.GetString(name[XattrPrefix.Length..])] = value.ToArray();
        return true;
    }

    private bool AddSparse(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("name"u8)) return (Path = Text(value)) is not null && IsName(value);
        if (name.SequenceEqual("realsize"u8) || name.SequenceEqual("size"u8)) return (RealSize = Number(value)) >= 0;
        if (name.SequenceEqual("major"u8)) IsMapInContent = value.SequenceEqual("1"u8);
        if (name.SequenceEqual("map"u8)) return AddMap(value);
        if (name.SequenceEqual("offset"u8)) return (_sparseOffset = Number(value)) >= 0;
        return !name.SequenceEqual("numbytes"u8) || (_sparseOffset is { } at && Number(value) is { } length && (Sparse ??= new()).Add(at, length));
    }

    private bool AddMap(ReadOnlySpan<byte> value)
    {
        Sparse = new SparseMap();
        while (Utf8Parser.TryParse(value, out long at, out var digits) && digits < value.Length && Utf8Parser.TryParse(value[(digits + 1)..], out long length, out var more))
        {
            if (!Sparse.Add(at, length)) return false;
            value = value[Math.Min(value.Length, digits + 1 + more + 1)..];
        }

        return value.IsEmpty;
    }

    // An empty value takes back what stood before.
    private static byte[]? Text(ReadOnlySpan<byte> value) => value.IsEmpty ? null : value.ToArray();

    private static bool IsName(ReadOnlySpan<byte> value) => value.IndexOf((byte)0) < 0;

    private static long? Number(ReadOnlySpan<byte> value) => Utf8Parser.TryParse(value, out long number, out var digits) && digits == value.Length ? number : null;
}
