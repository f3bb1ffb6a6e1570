using System.Text;

namespace InfraSpecs.Images.Packages;

/// <summary>The lines of a database that is a text. Bytes that are no UTF-8 become <c>\xE9</c>, as in an image's paths.</summary>
internal static class DatabaseText
{
    private static readonly Encoding Utf8 = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new EscapeFallback());

    public static IEnumerable<string> Lines(ReadOnlyMemory<byte> content)
    {
        while (content.Length > 0)
        {
            var end = content.Span.IndexOf((byte)'\n');
            yield return Decode((end < 0 ? content : content[..end]).Span);
            content = end < 0 ? default : content[(end + 1)..];
        }
    }

    /// <summary>The paragraphs, which empty lines divide.</summary>
    public static IEnumerable<IReadOnlyList<string>> Paragraphs(ReadOnlyMemory<byte> content)
    {
        var lines = new List<string>();
        foreach (var line in Lines(content).Append(""))
        {
            if (line.Length > 0)
            {
                lines.Add(line);
                continue;
            }

            if (lines.Count > 0) yield return lines;
            lines = [];
        }
    }

    public static string Decode(ReadOnlySpan<byte> bytes) => Utf8.GetString(bytes);

    private sealed class EscapeFallback : DecoderFallback
    {
        public override int MaxCharCount => 4 * 4;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Escape();
    }

    private sealed class Escape : DecoderFallbackBuffer
    {
        private string _text = "";
        private int _next;

        public override int Remaining => _text.Length - _next;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            (_text, _next) = (string.Concat(bytesUnknown.Select(it => $@"\x{it:X2}")), 0);
            return true;
        }

        public override char GetNextChar() => _next < _text.Length ? _text[_next++] : '\0';

        public override bool MovePrevious() => _next > 0 && _next-- > 0;

        public override void Reset() => (_text, _next) = ("", 0);
    }
}
