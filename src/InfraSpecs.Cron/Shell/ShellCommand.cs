namespace InfraSpecs.Cron;

/// <summary>
/// What can be said for certain of a shell command without running it: programs and scripts that run in any case, and files that are
/// written in any case. What stands behind &amp;&amp; or ||, in brackets or in a compound command is left out, and so is what follows a change
/// of folder or environment.
/// </summary>
internal sealed record ShellCommand
{
    private static readonly HashSet<string> Compound = ["if", "for", "while", "until", "case", "{", "!", "function", "cd", ".", "source", "set", "eval", "exit", "export"];
    private static readonly HashSet<string> Passing = ["exec", "nohup", "command"];
    private static readonly HashSet<string> Shells = ["sh", "bash", "dash", "ash", "ksh", "zsh"];
    private static readonly HashSet<string> Interpreters = [.. Shells, "python", "python3", "perl", "ruby", "php", "node"];

    /// <summary>What shells have built in: not looked for as a file.</summary>
    private static readonly HashSet<string> BuiltIn =
    [
        ":", "[", "alias", "break", "cd", "continue", "echo", "exec", "false", "getopts", "hash", "kill", "local", "printf", "pwd", "read",
        "readonly", "return", "shift", "test", "times", "trap", "true", "type", "ulimit", "umask", "unalias", "unset", "wait",
    ];

    /// <summary>A program that runs in any case.</summary>
    /// <param name="Program">As it is written: a name that the shell looks for, or a path.</param>
    /// <param name="Script">The script that it is given, if it is an interpreter; else null.</param>
    public sealed record Step(string Program, string? Script)
    {
        /// <summary>The script is one that no shell reads.</summary>
        public bool IsOtherLanguage => Script is not null && !IsShell(Program);
    }

    /// <summary>What runs in any case.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>The absolute paths of the files that > or >> writes in any case.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>A quotation mark, a bracket or a substitution is not closed where the text ends.</summary>
    public required bool IsOpen { get; init; }

    public static bool IsShell(string program) => Shells.Contains(program[(program.LastIndexOf('/') + 1)..]);

    public static bool IsBuiltIn(string word) => BuiltIn.Contains(word) || Compound.Contains(word);

    public static ShellCommand Read(string text)
    {
        var words = ShellWords.Read(text);
        List<Step> steps = [];
        List<string> outputs = [];
        List<string> command = [];
        var (certain, stopped, brackets) = (true, false, 0);
        var tokens = words.Tokens.Append(new ShellToken(";", true)).ToList();
        for (var i = 0; i < tokens.Count; i++)
        {
            var (token, isOperator) = tokens[i];
            var counts = certain && !stopped && brackets == 0;
            if (!isOperator)
            {
                command.Add(token);
            }
            else if (token[0] == '>')
            {
                if (i + 1 < tokens.Count && !tokens[i + 1].IsOperator && tokens[++i].Text is var path && counts && IsFile(path)) outputs.Add(path);
            }
            else
            {
                // A word before a bracket begins a function.
                stopped |= command.Count > 0 && (token == "(" || Compound.Contains(command[0]));
                if (counts && !stopped && StepOf(command) is { } step) steps.Add(step);
                command.Clear();
                brackets += token == "(" ? 1 : token == ")" ? -1 : 0;
                certain = token is ";" or "&" or "\n" || (certain && token is not ("&&" or "||"));
            }
        }

        return new ShellCommand { Steps = steps, Outputs = outputs, IsOpen = words.IsOpen || brackets > 0 };
    }

    private static Step? StepOf(List<string> words)
    {
        if (words.Exists(it => it.StartsWith("PATH=", StringComparison.Ordinal))) return null;
        var command = words.SkipWhile(it => IsAssignment(it) || Passing.Contains(it)).ToList();
        if (command.Count == 0 || command[0] is "" or ['-', ..] || IsUnknown(command[0]) || BuiltIn.Contains(command[0])) return null;
        var interpreter = command[0][(command[0].LastIndexOf('/') + 1)..];
        var script = Interpreters.Contains(interpreter) ? command.ElementAtOrDefault(1) : null;
        return new Step(command[0], script is null or "" || script[0] == '-' || IsUnknown(script) ? null : script);
    }

    private static bool IsFile(string path) => path.StartsWith('/') && !IsUnknown(path)
        && !path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/proc/", StringComparison.Ordinal);

    private static bool IsAssignment(string word) => word.IndexOf('=') is > 0 and var at && word[..at].All(it => char.IsAsciiLetterOrDigit(it) || it == '_');

    private static bool IsUnknown(string word) => word.Contains(ShellWords.Unknown);
}
