namespace InfraSpecs.Images.Commands;

/// <summary>Words that a shell knows itself (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html, and those of dash, bash and busybox).</summary>
internal static class ShellWords
{
    private static readonly HashSet<string> Shells = ["sh", "bash", "dash", "ash", "ksh", "zsh", "rbash"];

    private static readonly HashSet<string> Reserved =
        ["if", "then", "else", "elif", "fi", "for", "select", "while", "until", "do", "done", "case", "esac", "{", "}", "!", "function", "[[", "time", "coproc"];

    private static readonly HashSet<string> BuiltIn =
    [
        ":", ".", "[", "alias", "bg", "break", "cd", "command", "continue", "echo", "eval", "exec", "exit", "export", "false", "fg", "getopts", "hash", "jobs", "kill",
        "let", "local", "printf", "pwd", "read", "readonly", "return", "set", "shift", "source", "test", "times", "trap", "true", "type", "ulimit", "umask", "unalias",
        "unset", "wait", "declare", "typeset", "shopt", "builtin", "pushd", "popd", "disown", "enable", "mapfile",
    ];

    /// <summary>Whether what follows &amp;&amp; depends on more than that all is well.</summary>
    private static readonly HashSet<string> Asking = ["[", "test", "command", "type", "hash", "which", "false", "grep", "pgrep"];

    public static bool IsShell(string name) => Shells.Contains(name);

    public static bool IsReserved(ShellWord word) => !word.IsQuoted && Reserved.Contains(word.Text);

    public static bool IsBuiltIn(string word) => BuiltIn.Contains(word);

    public static bool IsAsking(string word) => Asking.Contains(word);

    /// <summary>Whether a word sets a variable: NAME=value.</summary>
    public static bool IsAssignment(string word) => word.IndexOf('=') is var cut and > 0 && !char.IsAsciiDigit(word[0]) && word[..cut].All(it => char.IsAsciiLetterOrDigit(it) || it == '_');
}
