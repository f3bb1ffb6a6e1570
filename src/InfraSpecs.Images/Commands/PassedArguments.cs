using System.Text.RegularExpressions;

namespace InfraSpecs.Images.Commands;

/// <summary>Whether a script starts its arguments.</summary>
internal enum Passing
{
    No,
    Possible,
    Certain,
}

/// <summary>Looks in a shell's script for <c>exec "$@"</c>.</summary>
internal static partial class PassedArguments
{
    public static Passing In(string script)
    {
        if (!Passed().IsMatch(script)) return Passing.No;
        return Looking().Count(script) == 0 && Used().Count(script) == 1 ? Passing.Certain : Passing.Possible;
    }

    [GeneratedRegex("""^\s*exec\s+"\$\{?@\}?"\s*(#.*)?$""", RegexOptions.Multiline)]
    private static partial Regex Passed();

    [GeneratedRegex("""\$\{?[1#]|\bset\s+--|\bshift\b|\bcase\b|\bif\b|\bPATH=|\bcd\b|\bexit\b|^\s*(\.|source)\s|&&\s*exec""", RegexOptions.Multiline)]
    private static partial Regex Looking();

    [GeneratedRegex("""\$\{?[@*]""")]
    private static partial Regex Used();
}
