namespace InfraSpecs.Cron;

/// <summary>A command that has run-parts(8) run the files of a folder.</summary>
/// <param name="Folder">The absolute path.</param>
/// <param name="Pattern">What names are to match; null for what run-parts itself accepts.</param>
/// <param name="IsLsb">Names are those of the Linux Standard Base.</param>
internal sealed record RunPartsCall(string Folder, string? Pattern, bool IsLsb)
{
    public const string Program = "run-parts";

    private static readonly HashSet<string> Asking = ["test", "[", "[[", "command", "which", "type", "hash", "echo", "printf", "ls"];
    private static readonly HashSet<string> WithValue = ["-a", "--arg", "-u", "--umask"];
    private static readonly HashSet<string> Listing = ["--test", "--list", "-t", "-l"];

    /// <summary>The calls in a shell text whose folder is known; those that only list what would be run are none.</summary>
    public static IEnumerable<RunPartsCall> FindAll(string text) =>
        from command in text.Contains(Program, StringComparison.Ordinal) ? ShellScan.Read(text).Commands : []
        let at = command.Words.FindIndex(it => it == Program || it.EndsWith("/" + Program, StringComparison.Ordinal))
        where at >= 0 && !command.Words.Take(at).Any(Asking.Contains)
        let call = Read(command.Words[(at + 1)..])
        where call is not null
        select call;

    private static RunPartsCall? Read(List<string> arguments)
    {
        var (pattern, isLsb, at) = ((string?)null, false, 0);
        for (; at < arguments.Count && arguments[at] is ['-', ..] option; at++)
        {
            if (Listing.Contains(option)) return null;
            if (option.StartsWith("--regex=", StringComparison.Ordinal)) pattern = option["--regex=".Length..];
            else if (option == "--regex" && at + 1 < arguments.Count) pattern = arguments[++at];
            else if (option == "--lsbsysinit") isLsb = true;
            else if (WithValue.Contains(option)) at++;
        }

        return at < arguments.Count && arguments[at].TrimEnd('/') is ['/', ..] folder && !folder.Contains(ShellWords.Unknown) ? new RunPartsCall(folder, pattern, isLsb) : null;
    }
}
