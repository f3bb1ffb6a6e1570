using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace InfraSpecs.Volumes;

/// <summary>
/// Names as text. File systems take any bytes, and archives of old machines have names in other encodings than UTF-8: a byte that is no UTF-8 is shown as \xe9. Different bytes are
/// always different text: so a backslash that would be taken for one of these is \x5c.
/// </summary>
internal static partial class TarText
{
    private const int LettersMore = 3;

    /// <summary>Bytes as text.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes) && bytes.IndexOf((byte)'\\') < 0) return Encoding.UTF8.GetString(bytes);
        var text = new StringBuilder(bytes.Length);
        while (bytes.Length > 0)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var taken) == OperationStatus.Done) text.Append(IsLikeAByte(bytes) ? @"\x5c" : rune.ToString());
            else foreach (var other in bytes[..taken]) text.Append(CultureInfo.InvariantCulture, $@"\x{other:x2}");
            bytes = bytes[taken..];
        }

        return text.ToString();
    }

    /// <summary>The bytes that text stands for.</summary>
    public static int ByteCount(string text) => Encoding.UTF8.GetByteCount(text) - (LettersMore * LikeAByte().Count(text));

    /// <summary>It is what the bytes are in UTF-8.</summary>
    public static bool IsPlain(string text) => !LikeAByte().IsMatch(text);

    /// <summary>Begins with a backslash and what a byte that is no UTF-8, or such a backslash, is shown as.</summary>
    private static bool IsLikeAByte(ReadOnlySpan<byte> bytes) =>
        bytes is [(byte)'\\', (byte)'x', var first, var second, ..]
        && ((first is (byte)'5' && second is (byte)'c') || ((first is (byte)'8' or (byte)'9' or (>= (byte)'a' and <= (byte)'f')) && char.IsAsciiHexDigitLower((char)second)));

    [GeneratedRegex(@"\\x(?:5c|[89a-f][0-9a-f])")]
    private static partial Regex LikeAByte();
}
