using System.Buffers.Binary;
using System.Text;

namespace InfraSpecs.Images.Tests.Packages;

/// <summary>A database of SQLite that is written by hand: one table, whose rows are (number, bytes).</summary>
internal static class TestSqlite
{
    public const int PageSize = 512;
    private const int Usable = PageSize;

    public static byte[] File(string table, params byte[][] rows)
    {
        var pages = new List<byte[]> { new byte[PageSize], new byte[PageSize] };
        Fill(pages, 1, [Record("table", table, table, 2, "CREATE TABLE x")], 100);
        Fill(pages, 2, [.. rows.Select(row => Record(null, row))], 0);
        Encoding.ASCII.GetBytes("SQLite format 3\0").CopyTo(pages[0], 0);
        BinaryPrimitives.WriteUInt16BigEndian(pages[0].AsSpan(16), PageSize);
        return [.. pages.SelectMany(page => page)];
    }

    /// <summary>A log that has a page of a database anew.</summary>
    public static byte[] Log(int number, ReadOnlySpan<byte> page, bool isCommitted = true)
    {
        var log = new byte[32 + 24 + PageSize];
        uint[] header = [0x377f0683, 3_007_000, PageSize, 0, 11, 22];
        for (var i = 0; i < header.Length; i++) BinaryPrimitives.WriteUInt32BigEndian(log.AsSpan(4 * i), header[i]);
        var sum = Sum((0, 0), log.AsSpan(0, 24));
        Write(log, 24, sum);
        Write(log, 32, ((uint)number, isCommitted ? 2u : 0));
        Write(log, 40, (11, 22));
        page.CopyTo(log.AsSpan(56));
        Write(log, 48, Sum(Sum(sum, log.AsSpan(32, 8)), log.AsSpan(56)));
        return log;
    }

    private static void Write(byte[] to, int at, (uint First, uint Second) words)
    {
        BinaryPrimitives.WriteUInt32BigEndian(to.AsSpan(at), words.First);
        BinaryPrimitives.WriteUInt32BigEndian(to.AsSpan(at + 4), words.Second);
    }

    private static (uint, uint) Sum((uint First, uint Second) sum, ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length; at += 8)
        {
            sum.First += BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]) + sum.Second;
            sum.Second += BinaryPrimitives.ReadUInt32BigEndian(bytes[(at + 4)..]) + sum.First;
        }

        return sum;
    }

    private static void Fill(List<byte[]> pages, int number, List<byte[]> records, int header)
    {
        var (page, at) = (pages[number - 1], PageSize);
        page[header] = 13;
        BinaryPrimitives.WriteUInt16BigEndian(page.AsSpan(header + 3), (ushort)records.Count);
        for (var i = 0; i < records.Count; i++)
        {
            byte[] cell = [.. Varint(records[i].Length), .. Varint(i + 1), .. Local(pages, records[i])];
            cell.CopyTo(page, at -= cell.Length);
            BinaryPrimitives.WriteUInt16BigEndian(page.AsSpan(header + 8 + 2 * i), (ushort)at);
        }
    }

    // What does not fit goes to pages of its own, each of which names the next.
    private static byte[] Local(List<byte[]> pages, byte[] record)
    {
        if (record.Length <= Usable - 35) return record;
        const int least = (Usable - 12) * 32 / 255 - 23;
        var fitting = least + (record.Length - least) % (Usable - 4);
        var local = fitting <= Usable - 35 ? fitting : least;
        byte[] cell = [.. record[..local], 0, 0, 0, 0];
        var link = cell.AsSpan(local);
        foreach (var part in record[local..].Chunk(Usable - 4))
        {
            var page = new byte[PageSize];
            part.CopyTo(page, 4);
            pages.Add(page);
            BinaryPrimitives.WriteInt32BigEndian(link, pages.Count);
            link = page;
        }

        return cell;
    }

    private static byte[] Record(params object?[] values)
    {
        byte[] types = [.. values.SelectMany(value => Varint(value switch { null => 0, int => 1, byte[] bytes => 12 + 2 * bytes.Length, _ => 13 + 2 * ((string)value).Length }))];
        return [(byte)(types.Length + 1), .. types, .. values.SelectMany(value => value switch { null => [], int number => [(byte)number], byte[] bytes => bytes,
            _ => Encoding.ASCII.GetBytes((string)value) })];
    }

    private static byte[] Varint(int number) => number < 0x80 ? [(byte)number] : [(byte)(0x80 | (number >> 7)), (byte)(number & 0x7f)];
}
