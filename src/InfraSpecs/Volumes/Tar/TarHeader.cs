using System.Buffers.Binary;
using System.Formats.Tar;
using System.Globalization;

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
    /// <returns>Null if the block's checksum does not fit.</returns>
    /// <exception cref="TarBrokenException">A number in it is none, or a size is negative.</exception>
    public static TarHeader? Parse(ReadOnlySpan<byte> block)
    {
        if (Number(block.Slice(148, 8)) != Sum(block)) return null;
        var kind = (TarEntryType)block[156];
        var name = Text(block[..100]);
        // GNU's own format has other things where POSIX has the beginning of a long name.
        if (block.Slice(257, 6).SequenceEqual("ustar\0"u8) && Text(block.Slice(345, 155)) is { Length: > 0 } prefix) name = $"{prefix}/{name}";
        // Before POSIX there were no folders, but names that end in a slash.
        if (kind == TarEntryType.V7RegularFile && name.EndsWith('/')) kind = TarEntryType.Directory;
        var stored = SizeOf(name, Number(block.Slice(124, 12)));
        var size = kind == TarEntryType.SparseFile ? SizeOf(name, Number(block.Slice(483, 12)) ?? stored) : stored;
        return new TarHeader(
            kind, name, Text(block.Slice(157, 100)), (UnixFileMode)(Needed(block.Slice(100, 8), "mode") & 0xFFF), unchecked((int)Needed(block.Slice(108, 8), "owner")),
            unchecked((int)Needed(block.Slice(116, 8), "group")), size, stored, Time(Needed(block.Slice(136, 12), "time")));

        long Needed(ReadOnlySpan<byte> field, string what) =>
            Number(field) ?? throw new TarBrokenException($"the header of {name} has a {what} that is no number");
    }

    /// <summary>With what a pax record says instead (POSIX pax, extended header keywords).</summary>
    /// <exception cref="TarBrokenException">It is not what the keyword asks for.</exception>
    public TarHeader With(string key, string value) => key switch
    {
        "path" or "GNU.sparse.name" => this with { Name = WithoutNul(key, value) },
        "linkpath" => this with { LinkName = WithoutNul(key, value) },
        // An empty value takes the record back.
        _ when value.Length == 0 => this,
        "size" => SizeOf(Name, NumberOf(key, value)) is var size ? this with { Size = size, StoredSize = size } : this,
        "GNU.sparse.realsize" or "GNU.sparse.size" => this with { Size = SizeOf(Name, NumberOf(key, value)) },
        "uid" => this with { UserId = unchecked((int)NumberOf(key, value)) },
        "gid" => this with { GroupId = unchecked((int)NumberOf(key, value)) },
        "mtime" => this with { ModifiedAt = Time(NumberOf(key, value.Split('.')[0])) },
        _ => this,
    };

    public static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return TarText.Of(end < 0 ? field : field[..end]);
    }

    private static long SizeOf(string name, long? size) => size switch
    {
        null => throw new TarBrokenException($"the header of {name} has a size that is no number"),
        < 0 => throw new TarBrokenException(FormattableString.Invariant($"the header of {name} claims a size of {size:N0} bytes")),
        _ => size.Value,
    };

    private long NumberOf(string key, string value) => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new TarBrokenException($"an extended header of {Name} says '{value}' for {key}, which is no number that an archive can have");

    private static string WithoutNul(string key, string value) => !value.Contains('\0')
        ? value
        : throw new TarBrokenException($"an extended header has a zero byte in {key}, '{value.Replace('\0', '\uFFFD')}', and no name can have one");

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
        if ((field[0] & 0x80) != 0) return Binary(field);
        var number = 0L;
        foreach (var digit in field.Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7') return null;
            number = (number << 3) | (uint)(digit - '0');
        }

        return number;
    }

    /// <summary>GNU's base-256: the first bit marks it, the second is the sign. Null beyond 63 bits.</summary>
    private static long? Binary(ReadOnlySpan<byte> field)
    {
        var isNegative = (field[0] & 0x40) != 0;
        var number = BinaryPrimitives.ReadInt64BigEndian(field[^8..]);
        if (field.Length == 8) return isNegative ? number : number & long.MaxValue;
        var fits = (field[0] & 0x7F) == (isNegative ? 0x7F : 0) && !field[1..^8].ContainsAnyExcept(isNegative ? (byte)0xFF : (byte)0) && isNegative == number < 0;
        return fits ? number : null;
    }
}
