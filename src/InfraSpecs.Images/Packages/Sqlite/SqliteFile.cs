using System.Buffers.Binary;

namespace InfraSpecs.Images.Packages.Sqlite;

/// <summary>A database of SQLite, to be read: the tables' rows, with what its write-ahead log has (https://www.sqlite.org/fileformat2.html).</summary>
internal sealed class SqliteFile
{
    private const int FileHeader = 100;
    private const byte Leaf = 13;
    private const byte Interior = 5;
    private readonly SqlitePages _pages;
    private long _read;

    /// <param name="content">The database.</param>
    /// <param name="log">Its log, the file that ends in "-wal"; empty where there is none.</param>
    /// <exception cref="InvalidDataException">It is no such database.</exception>
    public SqliteFile(ReadOnlyMemory<byte> content, ReadOnlyMemory<byte> log) => _pages = new SqlitePages(content, log);

    /// <exception cref="InvalidDataException">There is no such table, or the database is damaged.</exception>
    public IEnumerable<IReadOnlyList<SqliteValue>> Rows(string table)
    {
        // The schema: type, name, table, root page, SQL.
        var found = Walk(1, []).FirstOrDefault(row => row.Count > 3 && row[0].Text == "table" && row[1].Text == table)
            ?? throw new InvalidDataException($"it has no table {table}");
        return Walk((int)found[3].Number, []);
    }

    private IEnumerable<IReadOnlyList<SqliteValue>> Walk(int number, HashSet<int> seen)
    {
        if (!seen.Add(number)) throw new InvalidDataException($"its pages lead in a circle at page {number}");
        var page = _pages[number];
        var header = number == 1 ? FileHeader : 0;
        var kind = page.Span[header];
        if (kind is not (Leaf or Interior)) throw new InvalidDataException($"page {number} is of no table");
        var cells = BinaryPrimitives.ReadUInt16BigEndian(page.Span[(header + 3)..]);
        var pointers = header + (kind == Leaf ? 8 : 12);
        if (pointers + 2 * cells > page.Length) throw new InvalidDataException($"page {number} is cut off");
        for (var i = 0; i < cells; i++)
        {
            var cell = BinaryPrimitives.ReadUInt16BigEndian(page.Span[(pointers + 2 * i)..]);
            if (cell + 4 > page.Length) throw new InvalidDataException($"page {number} points outside of itself");
            if (kind == Leaf) yield return SqliteRecord.Read(Payload(page, cell));
            else foreach (var row in Walk(Child(page, cell), seen)) yield return row;
        }

        if (kind == Leaf) yield break;
        foreach (var row in Walk(Child(page, header + 8), seen)) yield return row;
    }

    private static int Child(ReadOnlyMemory<byte> page, int at) => BinaryPrimitives.ReadInt32BigEndian(page.Span[at..]);

    private ReadOnlyMemory<byte> Payload(ReadOnlyMemory<byte> page, int at)
    {
        var length = SqliteRecord.Varint(page.Span, ref at);
        SqliteRecord.Varint(page.Span, ref at); // the row's number
        var local = Local(length);
        if (length < 0 || length > _pages.Length || at + local > page.Length) throw new InvalidDataException("a row is longer than its page");
        // Else one row that many places point to is a bomb.
        if ((_read += length) > _pages.Length) throw new InvalidDataException("its rows are longer than itself");
        if (local == length) return page.Slice(at, local);
        var payload = new byte[length];
        page.Slice(at, local).CopyTo(payload);
        for (var (next, filled) = (Child(page, at + local), local); filled < length;)
        {
            var more = _pages[next];
            var part = (int)Math.Min(length - filled, _pages.Usable - 4);
            more.Slice(4, part).CopyTo(payload.AsMemory(filled));
            (next, filled) = (Child(more, 0), filled + part);
        }

        return payload;
    }

    // How much of a row is on its own page; the rest is on pages of its own.
    private int Local(long length)
    {
        var usable = _pages.Usable;
        if (length <= usable - 35) return (int)length;
        var least = (usable - 12) * 32 / 255 - 23;
        var fitting = least + (length - least) % (usable - 4);
        return (int)(fitting <= usable - 35 ? fitting : least);
    }
}
