using System.Globalization;
using System.Text;

namespace InfraSpecs.Images.Structure.Patterns;

/// <summary>A regular expression that is being read.</summary>
internal sealed class PatternCursor(string source)
{
    public string Source => source;

    public int At { get; private set; }

    public bool IsAtEnd => At >= source.Length;

    public bool Sees(string text) => string.CompareOrdinal(source, At, text, 0, text.Length) == 0;

    public bool Take(string text)
    {
        if (!Sees(text)) return false;
        At += text.Length;
        return true;
    }

    /// <returns>The next character, as its number in Unicode.</returns>
    public int Next()
    {
        if (!Rune.TryGetRuneAt(source, At, out var rune))
        {
            At++;
            return Rune.ReplacementChar.Value;
        }

        At += rune.Utf16SequenceLength;
        return rune.Value;
    }

    /// <returns>What stands before a text, which is taken too; null if it does not come.</returns>
    public string? TakeUntil(string end)
    {
        var found = source.IndexOf(end, At, StringComparison.Ordinal);
        if (found < 0) return null;
        var before = source[At..found];
        At = found + end.Length;
        return before;
    }

    public string TakeRest()
    {
        var rest = source[At..];
        At = source.Length;
        return rest;
    }

    /// <summary>Reads <c>2}</c>, <c>2,}</c> or <c>2,3}</c>. A brace that begins nothing of the kind is a brace.</summary>
    public (int Least, int? Most)? TakeCount()
    {
        var from = At;
        if (TakeNumber() is { } least)
        {
            if (Take("}")) return (least, least);
            if (Take(",}")) return (least, null);
            if (Take(",") && TakeNumber() is { } most && Take("}")) return (least, most);
        }

        At = from;
        return null;
    }

    private int? TakeNumber()
    {
        var from = At;
        while (!IsAtEnd && char.IsAsciiDigit(source[At])) At++;
        var digits = source[from..At];
        if (digits.Length == 0 || (digits.Length > 1 && digits[0] == '0')) return null;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
    }
}
