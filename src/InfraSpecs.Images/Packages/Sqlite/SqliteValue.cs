using System.Text;

namespace InfraSpecs.Images.Packages.Sqlite;

/// <summary>One value of a row.</summary>
/// <param name="Type">1 to 6 are numbers of so many bytes, 8 and 9 are 0 and 1; 12 and more are bytes if even and texts if odd.</param>
/// <param name="Bytes">What is stored.</param>
internal readonly record struct SqliteValue(long Type, ReadOnlyMemory<byte> Bytes)
{
    public string? Text => Type >= 13 && Type % 2 == 1 ? Encoding.UTF8.GetString(Bytes.Span) : null;

    public long Number => Type switch
    {
        9 => 1,
        >= 1 and <= 6 => Bytes.ToArray().Skip(1).Aggregate((long)(sbyte)Bytes.Span[0], (number, next) => (number << 8) | next),
        _ => 0,
    };
}
