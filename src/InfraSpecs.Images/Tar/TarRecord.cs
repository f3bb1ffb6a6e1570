using System.Buffers;

namespace InfraSpecs.Images.Tar;

/// <summary>One header of an archive: 512 bytes of fields at fixed places (https://www.gnu.org/software/tar/manual/html_node/Standard.html).</summary>
internal static class TarRecord
{
    private const int ChecksumAt = 148;
    private const int ChecksumLength = 8;
    private const int HolesAt = 386;

    /// <returns>The kind of entry; null where the checksum is another than the header's.</returns>
    public static char? Type(ReadOnlySpan<byte> record)
    {
        var (unsigned, signed) = (0L, 0L);
        for (var i = 0; i < record.Length; i++)
        {
            var value = i is >= ChecksumAt and < ChecksumAt + ChecksumLength ? (byte)' ' : record[i];
            unsigned += value;
            signed += (sbyte)value;
        }

        // Some old writers sum signed bytes.
        var sum = TarNumber.Read(record.Slice(ChecksumAt, ChecksumLength));
        return sum == unsigned || sum == signed ? (char)record[156] : null;
    }

    /// <returns>Null for what is no size.</returns>
    public static long? Size(ReadOnlySpan<byte> record) => TarNumber.Read(record.Slice(124, 12)) is { } size and >= 0 ? size : null;

    /// <summary>Reads a header, with what stood before it.</summary>
    /// <returns>What is wrong with it; null if nothing is.</returns>
    public static string? Read(ReadOnlySpan<byte> record, PaxHeader? pax, TarHeader into)
    {
        into.Type = record[156];
        ReadNames(record, pax, into);
        if (into.Type == 0) into.Type = into.Name.WrittenSpan.EndsWith("/"u8) ? TarHeader.Directory : (byte)'0';
        if (into.Type == '7') into.Type = (byte)'0';
        into.Stored = into.Type is >= TarHeader.HardLink and <= TarHeader.Fifo ? 0 : pax?.Size ?? Size(record)!.Value;
        into.Xattrs = pax?.Xattrs;
        ReadSparse(record, pax, into);
        if (TarNumber.Read(record.Slice(100, 8)) is not { } mode) return "the header's mode is no number";
        if ((pax?.UserId ?? TarNumber.Read(record.Slice(108, 8))) is not { } user) return "the header's owner is no number";
        if ((pax?.GroupId ?? TarNumber.Read(record.Slice(116, 8))) is not { } group) return "the header's group is no number";
        if ((pax?.ModifiedAt ?? Time(record)) is not { } modified) return "the header's time is no number";
        (into.Mode, into.UserId, into.GroupId, into.ModifiedAt) = ((int)mode & 0xFFF, (int)user, (int)group, modified);
        return ReadDevice(record, into);
    }

    /// <returns>Whether records with more parts of a file with holes follow.</returns>
    public static bool HasMoreHoles(ReadOnlySpan<byte> record) => record[156] == 'S' && record[482] != 0;

    /// <returns>False for a map that is damaged.</returns>
    public static bool ReadHoles(ReadOnlySpan<byte> fields, int count, SparseMap into)
    {
        for (var i = 0; i < count && fields[i * 24] != 0; i++)
        {
            if (TarNumber.Read(fields.Slice(i * 24, 12)) is not { } at || TarNumber.Read(fields.Slice((i * 24) + 12, 12)) is not { } length || !into.Add(at, length)) return false;
        }

        return true;
    }

    private static void ReadNames(ReadOnlySpan<byte> record, PaxHeader? pax, TarHeader into)
    {
        into.Name.ResetWrittenCount();
        into.LinkName.ResetWrittenCount();
        into.LinkName.Write(pax?.LinkPath ?? Text(record.Slice(157, 100)));
        if (pax?.Path is { } path)
        {
            into.Name.Write(path);
            return;
        }

        // Only POSIX headers have a prefix; in GNU's the place is used for something else, and star's is shorter.
        var prefix = record.Slice(257, 6).SequenceEqual("ustar\0"u8) ? Text(record.Slice(345, record[508..].SequenceEqual("tar\0"u8) ? 131 : 155)) : default;
        into.Name.Write(prefix);
        if (!prefix.IsEmpty) into.Name.Write("/"u8);
        into.Name.Write(Text(record[..100]));
    }

    private static void ReadSparse(ReadOnlySpan<byte> record, PaxHeader? pax, TarHeader into)
    {
        into.Sparse = pax?.RealSize is null ? null : pax.Sparse ?? new SparseMap();
        into.Size = pax?.RealSize ?? into.Stored;
        if (into.Type != 'S') return;
        into.Type = (byte)'0';
        into.Sparse = new SparseMap();
        into.Size = TarNumber.Read(record.Slice(483, 12)) ?? -1;
        if (!ReadHoles(record[HolesAt..], 4, into.Sparse)) into.Size = -1;
    }

    private static string? ReadDevice(ReadOnlySpan<byte> record, TarHeader into)
    {
        if (into.Size < 0) return "its map of holes is damaged";
        (into.Major, into.Minor) = (0, 0);
        if (into.Type is not (TarHeader.CharacterDevice or TarHeader.BlockDevice)) return null;
        if (TarNumber.Read(record.Slice(329, 8)) is not { } major || TarNumber.Read(record.Slice(337, 8)) is not { } minor) return "the device's number is no number";
        (into.Major, into.Minor) = ((int)major, (int)minor);
        return null;
    }

    private static DateTimeOffset? Time(ReadOnlySpan<byte> record) => TarNumber.Read(record.Slice(136, 12)) is { } seconds ? TarNumber.Time(seconds) : null;

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> field) => field.IndexOf((byte)0) is var end and >= 0 ? field[..end] : field;
}
