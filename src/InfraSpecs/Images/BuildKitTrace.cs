using System.Text;

namespace InfraSpecs.Images;

/// <summary>
/// What programs printed, of BuildKit's progress messages: moby.buildkit.v1.StatusResponse in protobuf, whose logs are field 3, and of each log the stream's number field 3
/// and the text field 4. A program's standard error may come before what it had printed earlier.
/// </summary>
internal static class BuildKitTrace
{
    private const int Logs = 3;
    private const int Stream = 3;
    private const int Text = 4;
    private const ulong StandardError = 2;

    public static IEnumerable<(string Text, bool IsError)> Read(byte[] status)
    {
        foreach (var log in Fields(status).Where(it => it.Number == Logs))
        {
            var fields = Fields(log.Bytes);
            var isError = fields.Any(it => it.Number == Stream && it.Value == StandardError);
            foreach (var text in fields.Where(it => it.Number == Text)) yield return (Encoding.UTF8.GetString(text.Bytes.Span), isError);
        }
    }

    private static List<Field> Fields(ReadOnlyMemory<byte> message)
    {
        List<Field> found = [];
        while (message.Length > 0)
        {
            var tag = Varint(ref message);
            var number = (int)(tag >> 3);
            if ((tag & 7) == 0)
            {
                found.Add(new Field(number, default, Varint(ref message)));
                continue;
            }

            var length = (int)Math.Min((ulong)message.Length, (tag & 7) switch
            {
                1 => 8,
                2 => Varint(ref message),
                _ => 4,
            });
            found.Add(new Field(number, message[..Math.Min(length, message.Length)], 0));
            message = message[Math.Min(length, message.Length)..];
        }

        return found;
    }

    private static ulong Varint(ref ReadOnlyMemory<byte> message)
    {
        var value = 0UL;
        for (var shift = 0; message.Length > 0; shift += 7)
        {
            var next = message.Span[0];
            message = message[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) break;
        }

        return value;
    }

    /// <summary>One field: bytes, or a number.</summary>
    private readonly record struct Field(int Number, ReadOnlyMemory<byte> Bytes, ulong Value);
}
