namespace InfraSpecs.MySql;

public sealed partial class MySqlServerException
{
    internal static MySqlServerException ClientFailed(string server, string version, string what, ExecOutcome outcome, IReadOnlyList<string> complaints) => new(
        MySqlServerReason.ClientFailed,
        server,
        $"{what} failed on {server} ({version}), and the client exited with code {outcome.ExitCode}{Because(complaints)}.",
        FailureText.Quote("It said:", complaints, "It said nothing."),
        "mend what it names. What came before it in the input was carried out.")
    {
        ExitCode = outcome.ExitCode,
    };

    internal static MySqlServerException DumpFailed(string server, string why, long exitCode, IReadOnlyList<string> complaints) => new(
        MySqlServerReason.DumpFailed,
        server,
        $"The dump of {server} failed: {why}.",
        [$"Exit code of the command: {exitCode}.", .. FailureText.Quote("It said:", complaints, "It said nothing.")],
        "mend what it names, and throw away what was written. In a shell, a pipe has the exit code of its last command only.")
    {
        ExitCode = exitCode,
    };

    /// <param name="server">The server's container.</param>
    /// <param name="why">What the file system said.</param>
    /// <param name="cause">The same.</param>
    internal static MySqlServerException DumpNotWritten(string server, string why, Exception cause) => new(
        MySqlServerReason.DumpFailed,
        server,
        $"The dump of {server} failed, since its file cannot be written: {why.TrimEnd('.')}.",
        [],
        "name a file in a folder that is there, and that you may write to.",
        cause);

    internal static MySqlServerException DumpNotLoaded(string server, string why, string? advice = null) => new(
        MySqlServerReason.DumpNotLoaded,
        server,
        $"The dump was not loaded into {server}: {why}.",
        [],
        advice ?? "make the dump anew; DumpAsync verifies what it writes. A database into which a part went is to be dropped.");

    /// <param name="step">"backup" or "restore".</param>
    /// <param name="why">How it ended.</param>
    /// <param name="lastLines">What it printed last, without secrets; null where that is not known.</param>
    /// <param name="earlier">What was wrong before it, though nothing had failed: "the backup said: …"; null where nothing was.</param>
    /// <param name="facts">What there is besides.</param>
    /// <param name="advice">What to do.</param>
    internal static MySqlServerException DrillCommandFailed(
        string step, string why, IReadOnlyList<string>? lastLines, string? earlier, IReadOnlyList<string> facts, string advice) => new(
        MySqlServerReason.DrillCommandFailed,
        $"{step} of the drill",
        $"The {step} of the drill failed: {why}{Because(lastLines ?? [])}{(earlier is null ? "" : "; " + earlier.TrimEnd('.'))}.",
        [.. lastLines is null ? [] : FailureText.Quote("Its last output:", lastLines, "It printed nothing."), .. facts],
        advice);

    /// <summary>The line of an output that says what went wrong, for the end of a sentence: ": ERROR 1064 …"; empty where nothing was said.</summary>
    internal static string Because(IReadOnlyList<string> lines)
    {
        if (lines.Count == 0) return "";
        var line = lines.FirstOrDefault(it => it.StartsWith("ERROR", StringComparison.Ordinal)) ?? FailureText.Complaint(lines) ?? lines[^1];
        return ": " + line.TrimEnd('.');
    }
}
