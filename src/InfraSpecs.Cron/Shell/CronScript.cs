namespace InfraSpecs.Cron;

/// <summary>A file that a job runs, as a text.</summary>
/// <param name="Text">Its first 64 KiB; empty for a binary.</param>
/// <param name="FirstLine">Its first line, with a carriage return where there is one; empty if it does not begin with #!.</param>
internal sealed record CronScript(string Text, string FirstLine)
{
    /// <summary>The interpreter that the kernel starts; null if its first line names none, as for a binary.</summary>
    public string? Interpreter => FirstLine.Length > 2 && FirstLine[2..].Trim().Split(' ', '\t')[0] is { Length: > 0 } path ? path : null;

    /// <summary>What env(1) looks for in PATH, where that is the interpreter; null where it is another.</summary>
    public string? SoughtByEnv => Interpreter?.EndsWith("/env", StringComparison.Ordinal) == true
        && Options.FirstOrDefault(it => it[0] != '-') is { } program && !program.Contains('=') && !program.Contains('/') ? program : null;

    /// <summary>A shell reads it: its first line says so, or it has no such line and is a text.</summary>
    public bool IsShellScript => Text.Length > 0 && (Interpreter is null || ShellCommand.IsShell(Interpreter)
        || (Interpreter.EndsWith("/env", StringComparison.Ordinal) && Options.FirstOrDefault(it => it[0] != '-') is { } program && ShellCommand.IsShell(program)));

    /// <summary>Its shell first reads files of its own, as a login shell does.</summary>
    public bool IsOfLoginShell => FirstLine.TrimEnd().EndsWith("zsh", StringComparison.Ordinal) || Options.Any(it => it is "--login" || (it is ['-', not '-', ..] && it.IndexOfAny(['l', 'i']) > 0));

    private string[] Options => FirstLine.Length > 2 ? [.. FirstLine[2..].Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries).Skip(1)] : [];

    public static CronScript Read(ArchivedFile file) => file.IsRegular && file.IsText ? Read(file.Text) : new CronScript("", "");

    public static CronScript Read(string text)
    {
        var first = text.IndexOf('\n') is >= 0 and var end ? text[..end] : text;
        return new CronScript(text, first.StartsWith("#!", StringComparison.Ordinal) ? first : "");
    }
}
