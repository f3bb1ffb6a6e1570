using System.Buffers.Binary;

namespace InfraSpecs.Images.Packages.Sqlite;

/// <summary>The pages of a database; those in its log are newer.</summary>
internal sealed class SqlitePages
{
    private const int FileHeader = 100;
    private readonly ReadOnlyMemory<byte> _content;
    private readonly Dictionary<int, ReadOnlyMemory<byte>> _logged;
    private readonly int _size;

    public SqlitePages(ReadOnlyMemory<byte> content, ReadOnlyMemory<byte> log)
    {
        if (content.Length < FileHeader || !content.Span.StartsWith("SQLite format 3\0"u8)) throw new InvalidDataException("it does not begin as one of SQLite does");
        _content = content;
        // 65,536 does not fit.
        _size = BinaryPrimitives.ReadUInt16BigEndian(content.Span[16..]) is var size and not 1 ? size : 65_536;
        Usable = _size - content.Span[20];
        if (_size < 512 || !int.IsPow2(_size) || Usable < 480) throw new InvalidDataException("its pages are of no possible size");
        _logged = SqliteLog.Read(log, _size);
    }

    /// <summary>The bytes of a page that hold data.</summary>
    public int Usable { get; }

    /// <summary>All bytes.</summary>
    public long Length => _content.Length + (long)_logged.Count * _size;

    /// <exception cref="InvalidDataException">There is no such page.</exception>
    public ReadOnlyMemory<byte> this[int number]
    {
        get
        {
            if (_logged.TryGetValue(number, out var page)) return page;
            if (number < 1 || (long)number * _size > _content.Length) throw new InvalidDataException($"page {number} is missing");
            return _content.Slice((number - 1) * _size, _size);
        }
    }
}
