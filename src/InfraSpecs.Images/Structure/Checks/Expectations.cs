using System.Text.RegularExpressions;
using InfraSpecs.Images.Structure.Patterns;

namespace InfraSpecs.Images.Structure.Checks;

/// <summary>What must match a text and what must not.</summary>
internal static class Expectations
{
    private const int Shown = 2000;
    private const int LongestHinted = 1000;

    /// <param name="patterns">Go's regular expressions.</param>
    /// <param name="text">Where they are looked for.</param>
    /// <param name="where">What that is: "standard output".</param>
    /// <param name="findings">Gets what is wrong.</param>
    public static void Expect(IEnumerable<string> patterns, PatternText text, string where, Findings findings)
    {
        foreach (var source in patterns)
        {
            if (Compile(source, findings) is not { } pattern || IsMatch(pattern, source, text, findings) is not { } matches) continue;
            if (matches && pattern.MatchesAnything) findings.Warn($"the expected pattern '{source}' matches every text: it checks nothing of {where}");
            if (!matches) findings.Fail($"expected pattern '{source}' is not in {where}{Hint(source, pattern, text)}; there is {Show(text)}");
        }
    }

    /// <inheritdoc cref="Expect"/>
    public static void Exclude(IEnumerable<string> patterns, PatternText text, string where, Findings findings)
    {
        foreach (var source in patterns)
        {
            if (Compile(source, findings) is not { } pattern || IsMatch(pattern, source, text, findings) is not true) continue;
            findings.Fail($"excluded pattern '{source}' is in {where}{(pattern.MatchesAnything ? ": it matches every text" : "")}; there is {Show(text)}");
        }
    }

    /// <summary>Whether a value matches one pattern.</summary>
    public static bool Matches(string source, string value, Findings findings) =>
        Compile(source, findings) is { } pattern && IsMatch(pattern, source, new PatternText(value), findings) is true;

    private static GoPattern? Compile(string source, Findings findings)
    {
        try
        {
            return GoPattern.Compile(source);
        }
        catch (PatternFaultException e)
        {
            findings.Fail($"the pattern '{source}' does not compile, which fails the test, expected or excluded alike: {e.Message}");
            return null;
        }
    }

    private static bool? IsMatch(GoPattern pattern, string source, PatternText text, Findings findings)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException e)
        {
            findings.Fail($"the pattern '{source}' could not be judged within {FailureText.Seconds(e.MatchTimeout)}");
            return null;
        }
    }

    /// <summary>Why, for those who know other regular expressions.</summary>
    private static string Hint(string source, GoPattern pattern, PatternText text)
    {
        if (source.Length > LongestHinted) return "";
        if (source.Contains('$') && text.EndsWithNewline && pattern.IsMatch(text.Shortened())) return " ($ is the very end, and the text ends with a newline: write \\n$)";
        if (source.AsSpan().ContainsAny('^', '$') && GoPattern.Compile("(?m)" + source).IsMatch(text)) return " (^ and $ are the ends of the whole text: for those of a line begin with (?m))";
        return GoPattern.Compile("(?s)" + source).IsMatch(text) ? " (. is no newline: for that begin with (?s))" : "";
    }

    private static string Show(PatternText text)
    {
        var all = SecretMask.Text(text.ToString());
        if (all.Length == 0) return "nothing";
        return all.Length > Shown ? $"'{all[..Shown]}…' ({all.Length:N0} characters)" : $"'{all}'";
    }
}
