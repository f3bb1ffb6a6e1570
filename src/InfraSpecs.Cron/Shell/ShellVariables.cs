namespace InfraSpecs.Cron;

/// <summary>
/// Which variables a shell text wants from its environment, as far as that is certain without running it: what stands in single quotes, behind a
/// backslash, in a comment or in a here-document is no use of a variable, and one that the text sets itself, tests for or has a default for is not wanted.
/// </summary>
internal sealed record ShellVariables
{
    private static readonly HashSet<string> Leading = ["if", "then", "else", "elif", "do", "while", "until", "!", "{", "time", "exec", "command", "builtin", "nohup"];
    private static readonly HashSet<string> Declaring = ["export", "declare", "typeset", "local", "readonly"];
    private static readonly HashSet<string> Reading = ["read", "mapfile", "readarray", "getopts", "let", "for", "select"];
    private static readonly HashSet<string> Loading = [".", "source", "eval"];
    private static readonly HashSet<string> Testing = ["[", "[[", "test"];

    private readonly HashSet<string> _settled = [];

    /// <summary>The variables whose value it uses, and neither sets nor can do without.</summary>
    public IReadOnlyList<string> Wanted { get; private init; } = [];

    /// <summary>The commands that it calls by a name without a folder, built-in ones too, and not those that are functions of its own.</summary>
    public IReadOnlyList<string> Programs { get; private init; } = [];

    /// <summary>It may set any variable: it reads a file or the output of a command into them.</summary>
    public bool IsOpaque { get; private set; }

    /// <summary>Whether it sets a variable itself, or can do without.</summary>
    public bool Settles(string name) => _settled.Contains(name);

    public static ShellVariables Read(string text)
    {
        var scan = ShellScan.Read(text);
        var result = new ShellVariables { Wanted = scan.Used };
        result._settled.UnionWith(scan.Defaulted);
        foreach (var command in scan.Commands) result.Add(command);
        // What a process was started with, a script that starts itself anew, and a file that bash reads first.
        result.IsOpaque |= text.Contains("/environ", StringComparison.Ordinal) || scan.StartsItself || result.Settles("BASH_ENV") || result.Settles("ENV")
            || CronScript.Read(text).IsOfLoginShell;
        var calls = scan.Commands.Select(Program).OfType<string>();
        return result with
        {
            Programs = [.. calls.Distinct().Where(it => !text.Contains(it + "()", StringComparison.Ordinal) && !text.Contains("function " + it, StringComparison.Ordinal))],
            Wanted = [.. scan.Used.Where(it => !result.Settles(it))],
        };
    }

    private static string? Program(ShellScan.Command command) =>
        command.Words.SkipWhile(it => Leading.Contains(it) || NameOf(it) is { } name && it[name.Length..] is ['=' or '+' or '[', ..]).FirstOrDefault() is { Length: > 0 } word
            && word.All(it => char.IsAsciiLetterOrDigit(it) || it is '-' or '_' or '.') ? word : null;

    private void Add(ShellScan.Command command)
    {
        var words = command.Words.SkipWhile(it => Leading.Contains(it) || Assigns(it)).ToList();
        if (words.Count == 0) return;
        var arguments = words.Skip(1);
        IsOpaque |= Loading.Contains(words[0]);
        if (Declaring.Contains(words[0])) Set(arguments.Where(it => it.Contains('=') || it.Contains(ShellWords.Unknown)));
        else if (Reading.Contains(words[0])) Set(arguments.TakeWhile(it => it != "in"));
        else if (words is ["printf", "-v", var name, ..]) Set([name]);
        else if (Testing.Contains(words[0])) Test(command, [.. arguments.Where(it => it is not ("]" or "]]" or "!"))]);
        else if (words is ["case", _, "in", ""]) _settled.UnionWith(command.Used);
    }

    private bool Assigns(string word)
    {
        if (NameOf(word) is not { } name || word.Length == name.Length || word[name.Length] is not ('=' or '+' or '[') || !word.Contains('=')) return false;
        _settled.Add(name);
        return true;
    }

    /// <summary>A name that only the shell can tell may be any.</summary>
    private void Set(IEnumerable<string> words)
    {
        foreach (var word in words.Where(it => it is not ['-', ..]))
        {
            IsOpaque |= word.Split('=')[0].Contains(ShellWords.Unknown);
            if (NameOf(word) is { } name) _settled.Add(name);
        }
    }

    /// <summary>Who asks whether a variable is there, or empty, knows what to do without.</summary>
    private void Test(ShellScan.Command command, List<string> arguments)
    {
        if (arguments.Count == 1 || arguments.Exists(it => it is "-n" or "-z")
            || Enumerable.Range(0, Math.Max(0, arguments.Count - 2)).Any(at => IsEmpty(arguments[at], arguments[at + 2]))) _settled.UnionWith(command.Used);
        _settled.UnionWith(arguments.Zip(arguments.Skip(1)).Where(it => it.First == "-v").Select(it => it.Second));
    }

    /// <summary>Two sides that are the same where the variable is empty: "$NAME" and "", "x$NAME" and x.</summary>
    private static bool IsEmpty(string left, string right) => left != right && WithoutUnknown(left) == WithoutUnknown(right)
        && !(left.Contains(ShellWords.Unknown) && right.Contains(ShellWords.Unknown));

    private static string WithoutUnknown(string word) => word.Replace($"{ShellWords.Unknown}", "", StringComparison.Ordinal);

    private static string? NameOf(string word) => new string([.. word.TakeWhile(ShellScan.IsPartOfName)]) is var name && ShellScan.IsName(name) ? name : null;
}
