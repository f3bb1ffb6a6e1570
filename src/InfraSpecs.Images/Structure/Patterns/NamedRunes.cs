using System.Globalization;

namespace InfraSpecs.Images.Structure.Patterns;

/// <summary>The classes of characters that have a name in Go's regular expressions.</summary>
internal static class NamedRunes
{
    private static readonly Lazy<IReadOnlyDictionary<string, RuneSet>> ByCategory = new(Categories);

    public static RuneSet Digits { get; } = RuneSet.Union(('0', '9'));

    public static RuneSet Spaces { get; } = RuneSet.Union(('\t', '\n'), ('\f', '\r'), (' ', ' '));

    public static RuneSet Words { get; } = RuneSet.Union(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z'));

    /// <summary>As in <c>[[:alpha:]]</c>.</summary>
    public static RuneSet? Posix(string name) => name switch
    {
        "alnum" => RuneSet.Union(('0', '9'), ('A', 'Z'), ('a', 'z')),
        "alpha" => RuneSet.Union(('A', 'Z'), ('a', 'z')),
        "ascii" => RuneSet.Union((0, 0x7F)),
        "blank" => RuneSet.Union(('\t', '\t'), (' ', ' ')),
        "cntrl" => RuneSet.Union((0, 0x1F), (0x7F, 0x7F)),
        "digit" => Digits,
        "graph" => RuneSet.Union(('!', '~')),
        "lower" => RuneSet.Union(('a', 'z')),
        "print" => RuneSet.Union((' ', '~')),
        "punct" => RuneSet.Union(('!', '/'), (':', '@'), ('[', '`'), ('{', '~')),
        "space" => RuneSet.Union(('\t', '\r'), (' ', ' ')),
        "upper" => RuneSet.Union(('A', 'Z')),
        "word" => Words,
        "xdigit" => RuneSet.Union(('0', '9'), ('A', 'F'), ('a', 'f')),
        _ => null,
    };

    /// <summary>A general category of Unicode, as "L" or "Lu", or "Any".</summary>
    public static RuneSet? Category(string name) => name == "Any" ? RuneSet.Any : ByCategory.Value.GetValueOrDefault(name);

    private static Dictionary<string, RuneSet> Categories()
    {
        var ranges = new Dictionary<string, List<(int From, int To)>>();
        for (var rune = 0; rune <= RuneSet.Last; rune++)
        {
            // What is not assigned has no class in Go.
            if (ShortName(CharUnicodeInfo.GetUnicodeCategory(rune)) is not { } name) continue;
            Add(ranges, name, rune);
            Add(ranges, name[..1], rune);
        }

        return ranges.ToDictionary(it => it.Key, it => RuneSet.Union(it.Value));
    }

    private static void Add(Dictionary<string, List<(int From, int To)>> ranges, string name, int rune)
    {
        if (!ranges.TryGetValue(name, out var list)) ranges[name] = list = [];
        if (list.Count > 0 && list[^1].To == rune - 1) list[^1] = (list[^1].From, rune);
        else list.Add((rune, rune));
    }

    private static string? ShortName(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter => "Lu",
        UnicodeCategory.LowercaseLetter => "Ll",
        UnicodeCategory.TitlecaseLetter => "Lt",
        UnicodeCategory.ModifierLetter => "Lm",
        UnicodeCategory.OtherLetter => "Lo",
        UnicodeCategory.NonSpacingMark => "Mn",
        UnicodeCategory.SpacingCombiningMark => "Mc",
        UnicodeCategory.EnclosingMark => "Me",
        UnicodeCategory.DecimalDigitNumber => "Nd",
        UnicodeCategory.LetterNumber => "Nl",
        UnicodeCategory.OtherNumber => "No",
        UnicodeCategory.SpaceSeparator => "Zs",
        UnicodeCategory.LineSeparator => "Zl",
        UnicodeCategory.ParagraphSeparator => "Zp",
        UnicodeCategory.Control => "Cc",
        UnicodeCategory.Format => "Cf",
        UnicodeCategory.Surrogate => "Cs",
        UnicodeCategory.PrivateUse => "Co",
        UnicodeCategory.ConnectorPunctuation => "Pc",
        UnicodeCategory.DashPunctuation => "Pd",
        UnicodeCategory.OpenPunctuation => "Ps",
        UnicodeCategory.ClosePunctuation => "Pe",
        UnicodeCategory.InitialQuotePunctuation => "Pi",
        UnicodeCategory.FinalQuotePunctuation => "Pf",
        UnicodeCategory.OtherPunctuation => "Po",
        UnicodeCategory.MathSymbol => "Sm",
        UnicodeCategory.CurrencySymbol => "Sc",
        UnicodeCategory.ModifierSymbol => "Sk",
        UnicodeCategory.OtherSymbol => "So",
        _ => null,
    };
}
