using System.Globalization;
using System.Text;

namespace InfraSpecs.Images.Structure.Patterns;

/// <summary>
/// What one pattern can tell apart. All characters beyond ASCII that it cannot tell apart are written as one character of the private use area, in the pattern and in
/// what it is asked about: so each is one UTF-16 unit and no character of a word to .NET, as it is to Go.
/// </summary>
internal sealed class PatternAlphabet
{
    private const char First = '\uE000';
    private const int MostLetters = 6400;
    private const int MostSets = 2000;
    private const int FirstBeyond = 0x80;
    private readonly int[] _starts;
    private readonly char[] _letters;

    public PatternAlphabet(IEnumerable<RuneSet> sets)
    {
        List<RuneSet> beyond = [.. sets.Where(set => set.Ranges.Count > 0 && set.Ranges[^1].To >= FirstBeyond).DistinctBy(set => string.Join(',', set.Ranges))];
        if (beyond.Count > MostSets) throw TooLarge();
        _starts = [.. beyond.SelectMany(set => set.Ranges).SelectMany(range => (int[])[range.From, range.To + 1]).Append(FirstBeyond).Where(it => it >= FirstBeyond).Distinct().Order()];
        var letters = new Dictionary<string, char>();
        _letters = [.. _starts.Select(start => Letter(letters, string.Join(',', Enumerable.Range(0, beyond.Count).Where(it => beyond[it].Contains(start)))))];
    }

    /// <summary>A set, as .NET's regular expressions write it.</summary>
    public string Class(RuneSet set)
    {
        var text = new StringBuilder("[");
        foreach (var (from, to) in set.Ranges.Where(range => range.From < FirstBeyond)) Append(text, (char)from, (char)Math.Min(to, FirstBeyond - 1));
        foreach (var letter in Enumerable.Range(0, _starts.Length).Where(it => set.Contains(_starts[it])).Select(it => _letters[it]).Distinct()) Append(text, letter, letter);
        return text.Length == 1 ? @"[^\s\S]" : text.Append(']').ToString();
    }

    /// <summary>A text. A byte that is no UTF-8 is one character, as it is to Go.</summary>
    public string Spell(ReadOnlySpan<byte> utf8)
    {
        var letters = new char[utf8.Length];
        var count = 0;
        for (var at = 0; at < utf8.Length;)
        {
            var isWhole = Rune.DecodeFromUtf8(utf8[at..], out var rune, out var length) is System.Buffers.OperationStatus.Done;
            at += isWhole ? length : 1;
            letters[count++] = rune.IsAscii ? (char)rune.Value : LetterOf(rune.Value);
        }

        return new string(letters, 0, count);
    }

    private static void Append(StringBuilder text, char from, char to)
    {
        text.Append(CultureInfo.InvariantCulture, $"\\u{(int)from:X4}");
        if (to > from) text.Append(CultureInfo.InvariantCulture, $"-\\u{(int)to:X4}");
    }

    private static char Letter(Dictionary<string, char> letters, string members)
    {
        if (letters.TryGetValue(members, out var known)) return known;
        if (letters.Count == MostLetters) throw TooLarge();
        return letters[members] = (char)(First + letters.Count);
    }

    private static PatternFaultException TooLarge() => new("it names more different characters than can be judged here");

    private char LetterOf(int rune)
    {
        var found = Array.BinarySearch(_starts, rune);
        return _letters[found >= 0 ? found : ~found - 1];
    }
}
