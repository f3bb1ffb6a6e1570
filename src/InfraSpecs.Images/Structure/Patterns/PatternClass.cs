namespace InfraSpecs.Images.Structure.Patterns;

/// <summary>What stands in brackets: <c>[^a-z[:digit:]\pL]</c>.</summary>
internal static class PatternClass
{
    /// <param name="source">Behind the bracket.</param>
    /// <param name="from">Where the bracket is.</param>
    /// <param name="flags">Those that are set.</param>
    public static RuneSet Read(PatternCursor source, int from, PatternFlags flags)
    {
        var isNegated = source.Take("^");
        var ranges = new List<(int From, int To)>();
        for (var isFirst = true; isFirst || !source.Sees("]"); isFirst = false)
        {
            if (source.IsAtEnd) throw new PatternFaultException($"missing closing ]: `{source.Source[from..]}`");
            ranges.AddRange(Part(source, from, flags).Ranges);
        }

        source.Take("]");
        var set = RuneSet.Union(ranges);
        return isNegated ? set.Not() : set;
    }

    private static RuneSet Part(PatternCursor source, int from, PatternFlags flags)
    {
        var start = source.At;
        if (source.Sees("[:") && source.Source.IndexOf(":]", start + 2, StringComparison.Ordinal) >= 0)
        {
            source.Take("[:");
            return Posix(source.TakeUntil(":]")!, flags);
        }

        if (source.Take(@"\") && PatternEscape.Class(source, start, flags) is { } named) return named;
        var first = source.At > start ? PatternEscape.Rune(source, start) : source.Next();
        var last = first;
        if (source.Sees("-") && !source.Sees("-]") && source.Take("-")) last = End(source, from);
        if (last < first) throw new PatternFaultException($"invalid character class range: `{source.Source[start..source.At]}`");
        return Folded(RuneSet.Union((first, last)), flags);
    }

    private static int End(PatternCursor source, int from)
    {
        if (source.IsAtEnd) throw new PatternFaultException($"missing closing ]: `{source.Source[from..]}`");
        var start = source.At;
        return source.Take(@"\") ? PatternEscape.Rune(source, start) : source.Next();
    }

    private static RuneSet Posix(string name, PatternFlags flags)
    {
        var isNegated = name.StartsWith('^');
        var set = NamedRunes.Posix(isNegated ? name[1..] : name) ?? throw new PatternFaultException($"invalid character class range: `[:{name}:]`");
        return isNegated ? Folded(set, flags).Not() : Folded(set, flags);
    }

    private static RuneSet Folded(RuneSet set, PatternFlags flags) => flags.HasFlag(PatternFlags.AnyCase) ? set.Folded() : set;
}
