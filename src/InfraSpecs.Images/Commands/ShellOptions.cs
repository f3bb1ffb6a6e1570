namespace InfraSpecs.Images.Commands;

/// <summary>The options that a shell itself was given.</summary>
/// <param name="Count">How many words they are.</param>
/// <param name="IsText">Whether -c is among them: a text follows, not a script's path.</param>
/// <param name="IsLogin">Whether it reads /etc/profile first, which sets PATH.</param>
/// <param name="IsKnown">Whether all of them are known here.</param>
internal sealed record ShellOptions(int Count, bool IsText, bool IsLogin, bool IsKnown)
{
    private static readonly HashSet<string> Alone = ["--login", "--norc", "--noprofile", "--noediting", "--posix", "--restricted", "--verbose"];
    private static readonly HashSet<string> WithArgument = ["--rcfile", "--init-file"];

    public static ShellOptions Parse(string[] arguments)
    {
        var (at, isText, isLogin, isKnown) = (0, false, false, true);
        while (at < arguments.Length && arguments[at] is ['-' or '+', ..] word)
        {
            at++;
            if (word is "-" or "--") break;
            var isLong = word.StartsWith("--", StringComparison.Ordinal);
            if (isLong) isKnown &= Alone.Contains(word) || WithArgument.Contains(word);
            isText |= !isLong && word[0] == '-' && word.Contains('c');
            isLogin |= isLong ? word == "--login" : word[0] == '-' && word.Contains('l');
            // -s reads what is started from elsewhere. The names for -o and -O follow as words of their own, as in -euo pipefail.
            isKnown &= isLong || !word.Contains('s');
            at += isLong ? WithArgument.Contains(word) ? 1 : 0 : word.Count(it => it is 'o' or 'O');
        }

        return new ShellOptions(Math.Min(at, arguments.Length), isText, isLogin, isKnown);
    }
}
