using System.Globalization;

namespace InfraSpecs.Images.Structure.Patterns;

/// <summary>What follows a backslash, inside brackets and outside.</summary>
internal static class PatternEscape
{
    /// <summary>Reads <c>d</c>, <c>W</c>, <c>pL</c>, <c>P{Lu}</c>.</summary>
    /// <returns>Null if it is no class.</returns>
    public static RuneSet? Class(PatternCursor source, int from, PatternFlags flags)
    {
        if (source.Take("d")) return Folded(NamedRunes.Digits, flags);
        if (source.Take("D")) return Folded(NamedRunes.Digits, flags).Not();
        if (source.Take("s")) return Folded(NamedRunes.Spaces, flags);
        if (source.Take("S")) return Folded(NamedRunes.Spaces, flags).Not();
        if (source.Take("w")) return Folded(NamedRunes.Words, flags);
        if (source.Take("W")) return Folded(NamedRunes.Words, flags).Not();
        if (source.Take("p")) return Category(source, from, flags, isNegated: false);
        return source.Take("P") ? Category(source, from, flags, isNegated: true) : null;
    }

    /// <summary>Reads one character.</summary>
    public static int Rune(PatternCursor source, int from)
    {
        if (source.IsAtEnd) throw new PatternFaultException("trailing backslash at end of expression: ``");
        return source.Next() switch
        {
            'a' => 7,
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            'x' => Hexadecimal(source, from),
            '0' => Octal(source, 0, from),
            // One digit alone would be a reference back.
            >= '1' and <= '7' and var digit when !source.IsAtEnd && source.Source[source.At] is >= '0' and <= '7' => Octal(source, digit - '0', from),
            < 0x80 and var other when !char.IsAsciiLetterOrDigit((char)other) => other,
            _ => throw Fault(source, from),
        };
    }

    private static int Octal(PatternCursor source, int number, int from)
    {
        while (source.At - from < 4 && !source.IsAtEnd && source.Source[source.At] is >= '0' and <= '7') number = (number * 8) + source.Next() - '0';
        return number;
    }

    private static int Hexadecimal(PatternCursor source, int from)
    {
        var braced = source.Take("{");
        var start = source.At;
        while (!source.IsAtEnd && char.IsAsciiHexDigit(source.Source[source.At]) && (braced || source.At - start < 2)) source.Next();
        var digits = source.Source[start..source.At];
        if ((braced ? digits.Length > 0 && source.Take("}") : digits.Length == 2)
            && int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rune) && rune is >= 0 and <= RuneSet.Last) return rune;
        if (!source.IsAtEnd) source.Next();
        throw Fault(source, from);
    }

    private static RuneSet Category(PatternCursor source, int from, PatternFlags flags, bool isNegated)
    {
        var name = source.Take("{") ? source.TakeUntil("}") : source.IsAtEnd ? null : char.ConvertFromUtf32(source.Next());
        if (name is null) throw Fault(source, from);
        if (name.StartsWith('^')) (name, isNegated) = (name[1..], !isNegated);
        var set = NamedRunes.Category(name) ?? throw Unknown(name, source.Source[from..source.At]);
        return isNegated ? Folded(set, flags).Not() : Folded(set, flags);
    }

    private static PatternFaultException Unknown(string name, string text) => new(name.Length > 2 && char.IsAsciiLetterUpper(name[0])
        ? $"scripts of Unicode cannot be judged here: `{text}`; name a general category, as \\p{{L}}, or ranges, as [\\x{{370}}-\\x{{3FF}}]"
        : $"invalid character class range: `{text}`");

    private static RuneSet Folded(RuneSet set, PatternFlags flags) => flags.HasFlag(PatternFlags.AnyCase) ? set.Folded() : set;

    private static PatternFaultException Fault(PatternCursor source, int from) => new($"invalid escape sequence: `{source.Source[from..source.At]}`");
}
