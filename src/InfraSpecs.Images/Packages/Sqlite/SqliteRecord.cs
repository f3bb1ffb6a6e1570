namespace InfraSpecs.Images.Packages.Sqlite;

/// <summary>One row: the types of its values, then the values.</summary>
internal static class SqliteRecord
{
    /// <exception cref="InvalidDataException">It is cut off.</exception>
    public static IReadOnlyList<SqliteValue> Read(ReadOnlyMemory<byte> record)
    {
        var values = new List<SqliteValue>();
        var at = 0;
        var body = Varint(record.Span, ref at);
        if (body < at || body > record.Length) throw new InvalidDataException("a row is cut off");
        for (var end = (int)body; at < end;)
        {
            var type = Varint(record.Span, ref at);
            var length = Length(type);
            if (length < 0 || body + length > record.Length) throw new InvalidDataException("a row is cut off");
            values.Add(new SqliteValue(type, record.Slice((int)body, (int)length)));
            body += length;
        }

        return values;
    }

    /// <summary>A number of one to nine bytes, seven bits each, the highest first.</summary>
    public static long Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        var number = 0L;
        for (var i = 0; i < 9; i++)
        {
            if (at >= bytes.Length) throw new InvalidDataException("a number is cut off");
            var next = bytes[at++];
            if (i == 8) return (number << 8) | next;
            number = (number << 7) | (uint)(next & 0x7f);
            if (next < 0x80) return number;
        }

        return number;
    }

    private static long Length(long type) => type switch
    {
        0 or 8 or 9 => 0,
        >= 1 and <= 4 => type,
        5 => 6,
        6 or 7 => 8,
        >= 12 => (type - 12) / 2,
        _ => -1,
    };
}
