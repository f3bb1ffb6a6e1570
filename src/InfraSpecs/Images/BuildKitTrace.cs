using System.Text;

namespace InfraSpecs.Images;

/// <summary>
/// What programs printed, of BuildKit's progress messages: moby.buildkit.v1.StatusResponse in protobuf, whose logs are field 3, and of each log the text
/// field 4.
/// </summary>
internal static class BuildKitTrace
{
    private const int Logs = 3;
    private const int Text = 4;

    public static IEnumerable<string> Read(byte[] status) =>
        from log in Fields(status, Logs) from text in Fields(log, Text) select Encoding.UTF8.GetString(text.Span);

    /// <summary>The fields of a number that hold bytes.</summary>
    private static List<ReadOnlyMemory<byte>> Fields(ReadOnlyMemory<byte> message, int number)
    {
        List<ReadOnlyMemory<byte>> found = [];
        while (message.Length > 0)
        {
            var tag = Varint(ref message);
            var length = (int)Math.Min((ulong)message.Length, (tag & 7) switch
            {
                0 => Skipped(message),
                1 => 8,
                2 => Varint(ref message),
                _ => 4,
            });
            if (tag == ((ulong)number << 3 | 2)) found.Add(message[..length]);
            message = message[length..];
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

    private static ulong Skipped(ReadOnlyMemory<byte> message)
    {
        var left = message;
        Varint(ref left);
        return (ulong)(message.Length - left.Length);
    }
}
