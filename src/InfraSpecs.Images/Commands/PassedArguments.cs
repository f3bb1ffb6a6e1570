using System.Text.RegularExpressions;

namespace InfraSpecs.Images.Commands;

/// <summary>Whether a script starts its arguments.</summary>
internal enum Passing
{
    No,
    Possible,
    Certain,
}

/// <summary>Looks in a shell's script for <c>exec "$@"</c>, and <c>exec gosu app "$@"</c>.</summary>
internal static partial class PassedArguments
{
    /// <returns>Whether it starts them, and the words that it puts before them.</returns>
    public static (Passing Passing, IReadOnlyList<string> Before) In(string script)
    {
        if (Passed().Match(script) is not { Success: true } passed) return (Named().IsMatch(script) ? Passing.Possible : Passing.No, []);
        string[] before = [.. passed.Groups["before"].Captures.Select(it => it.Value)];
        var isCertain = Looking().Count(script) == 0 && Used().Count(script) == 1 && before is not [['-', ..], ..];
        return (isCertain ? Passing.Certain : Passing.Possible, before);
    }

    [GeneratedRegex("""^\s*exec\s+((?<before>[\w./:@%+=-]+)\s+)*"\$\{?@\}?"\s*(#.*)?$""", RegexOptions.Multiline)]
    private static partial Regex Passed();

    [GeneratedRegex("""\$\{?[1#]|\bset\s+--|\bshift\b|\bcase\b|\bif\b|\bPATH=|\bcd\b|\bexit\b|^\s*(\.|source)\s|&&\s*exec""", RegexOptions.Multiline)]
    private static partial Regex Looking();

    [GeneratedRegex("""\$\{?[@*]|^\s*(exec\s+)?"?\$\{?1""", RegexOptions.Multiline)]
    private static partial Regex Named();

    [GeneratedRegex("""\$\{?[@*]""")]
    private static partial Regex Used();
}
