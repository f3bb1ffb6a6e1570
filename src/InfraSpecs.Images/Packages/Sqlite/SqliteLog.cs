using System.Buffers.Binary;

namespace InfraSpecs.Images.Packages.Sqlite;

/// <summary>A database's write-ahead log: a header of 32 bytes, then pages, each with a header of 24. What was not committed, or is left of an older log, does not count.</summary>
internal static class SqliteLog
{
    private const uint Magic = 0x377f0682;
    private const int Header = 32;
    private const int FrameHeader = 24;

    /// <returns>The newest committed version of each page.</returns>
    public static Dictionary<int, ReadOnlyMemory<byte>> Read(ReadOnlyMemory<byte> log, int pageSize)
    {
        var pages = new Dictionary<int, ReadOnlyMemory<byte>>();
        if (log.Length < Header || (Word(log, 0) & ~1u) != Magic || Word(log, 8) != pageSize) return pages;
        var isBigEndian = (Word(log, 0) & 1) == 1;
        var sum = Add((0, 0), log[..24], isBigEndian);
        if (sum != (Word(log, 24), Word(log, 28))) return pages;
        var pending = new List<(int Number, ReadOnlyMemory<byte> Page)>();
        for (var at = Header; at + FrameHeader + pageSize <= log.Length; at += FrameHeader + pageSize)
        {
            var page = log.Slice(at + FrameHeader, pageSize);
            sum = Add(Add(sum, log.Slice(at, 8), isBigEndian), page, isBigEndian);
            if (!log.Slice(at + 8, 8).Span.SequenceEqual(log.Slice(16, 8).Span) || sum != (Word(log, at + 16), Word(log, at + 20))) break;
            pending.Add(((int)Word(log, at), page));
            // How large the database is then; 0 where the change goes on.
            if (Word(log, at + 4) == 0) continue;
            foreach (var (number, committed) in pending) pages[number] = committed;
            pending.Clear();
        }

        return pages;
    }

    private static uint Word(ReadOnlyMemory<byte> bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes.Span[at..]);

    private static (uint, uint) Add((uint First, uint Second) sum, ReadOnlyMemory<byte> bytes, bool isBigEndian)
    {
        var (first, second) = sum;
        var span = bytes.Span;
        for (var at = 0; at + 8 <= span.Length; at += 8)
        {
            first += Number(span[at..], isBigEndian) + second;
            second += Number(span[(at + 4)..], isBigEndian) + first;
        }

        return (first, second);
    }

    private static uint Number(ReadOnlySpan<byte> bytes, bool isBigEndian) =>
        isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
