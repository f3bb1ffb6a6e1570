using System.Buffers.Binary;
using System.Formats.Tar;
using System.Text;

namespace InfraSpecs.Volumes;

/// <summary>What a tar says of one entry, with what its extended headers add.</summary>
/// <param name="Kind">The type flag.</param>
/// <param name="Name">As it is written.</param>
/// <param name="LinkName">Where a link leads; else empty.</param>
/// <param name="Mode">The permission bits.</param>
/// <param name="UserId">The owner.</param>
/// <param name="GroupId">The group.</param>
/// <param name="Size">Of the file.</param>
/// <param name="StoredSize">The bytes that follow the header; less than the size where holes are left out.</param>
/// <param name="ModifiedAt">To the second, as every tar can say it.</param>
internal readonly record struct TarHeader(
    TarEntryType Kind, string Name, string LinkName, UnixFileMode Mode, int UserId, int GroupId, long Size, long StoredSize, DateTimeOffset ModifiedAt)
{
    public bool IsFile => Kind is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile or TarEntryType.SparseFile;

    /// <summary>Reads one block (POSIX ustar, with GNU's base-256 numbers and sparse files).</summary>
    /// <returns>Null if the block's checksum does not fit, or a number in it is none.</returns>
    public static TarHeader? Parse(ReadOnlySpan<byte> block)
    {
        var kind = (TarEntryType)block[156];
        if (Number(block.Slice(148, 8)) != Sum(block)
            || Number(block.Slice(100, 8)) is not { } mode || Number(block.Slice(108, 8)) is not { } user
            || Number(block.Slice(116, 8)) is not { } group || Number(block.Slice(124, 12)) is not ({ } stored and >= 0)
            || Number(block.Slice(136, 12)) is not { } modified)
        {
            return null;
        }

        var size = kind == TarEntryType.SparseFile ? Number(block.Slice(483, 12)) ?? stored : stored;
        var name = Text(block[..100]);
        // GNU's own format has other things where POSIX has the beginning of a long name.
        if (block.Slice(257, 6).SequenceEqual("ustar\0"u8) && Text(block.Slice(345, 155)) is { Length: > 0 } prefix) name = $"{prefix}/{name}";
        return new TarHeader(
            kind, name, Text(block.Slice(157, 100)), (UnixFileMode)(mode & 0xFFF), unchecked((int)user), unchecked((int)group), size, stored, Time(modified));
    }

    /// <summary>With what a pax record says instead (POSIX pax, extended header keywords).</summary>
    public TarHeader With(string key, string value) => key switch
    {
        "path" or "GNU.sparse.name" => this with { Name = value },
        "linkpath" => this with { LinkName = value },
        "size" when long.TryParse(value, out var size) => this with { Size = size, StoredSize = size },
        "GNU.sparse.realsize" or "GNU.sparse.size" when long.TryParse(value, out var size) => this with { Size = size },
        "uid" when int.TryParse(value, out var user) => this with { UserId = user },
        "gid" when int.TryParse(value, out var group) => this with { GroupId = group },
        "mtime" when long.TryParse(value.Split('.')[0], out var seconds) => this with { ModifiedAt = Time(seconds) },
        _ => this,
    };

    public static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    private static DateTimeOffset Time(long seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds()));

    private static long Sum(ReadOnlySpan<byte> block)
    {
        var sum = 8L * ' '; // the checksum's own field counts as spaces
        foreach (var value in block[..148]) sum += value;
        foreach (var value in block[156..512]) sum += value;
        return sum;
    }

    private static long? Number(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0) return BinaryPrimitives.ReadInt64BigEndian(field[^8..]) & (field.Length > 8 || field[0] == 0xFF ? -1 : long.MaxValue);
        var number = 0L;
        foreach (var digit in field.Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7') return null;
            number = (number << 3) | (uint)(digit - '0');
        }

        return number;
    }
}
