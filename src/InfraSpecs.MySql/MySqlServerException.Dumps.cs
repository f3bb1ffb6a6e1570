namespace InfraSpecs.MySql;

public sealed partial class MySqlServerException
{
    internal static MySqlServerException ClientFailed(string server, string version, string what, ExecOutcome outcome, IReadOnlyList<string> complaints) => new(
        MySqlServerReason.ClientFailed,
        server,
        $"{what} failed on {server} ({version}): the client exited with code {outcome.ExitCode}.",
        complaints,
        "mend what it names. What came before it in the input was carried out.")
    {
        ExitCode = outcome.ExitCode,
    };

    internal static MySqlServerException DumpFailed(string server, string why, long exitCode, IReadOnlyList<string> complaints) => new(
        MySqlServerReason.DumpFailed,
        server,
        $"The dump of {server} failed: {why}.",
        [$"Exit code of the command: {exitCode}.", .. complaints],
        "mend what it names, and throw away what was written. In a shell, a pipe has the exit code of its last command only.")
    {
        ExitCode = exitCode,
    };

    internal static MySqlServerException DumpNotLoaded(string server, string why, string? advice = null) => new(
        MySqlServerReason.DumpNotLoaded,
        server,
        $"The dump was not loaded into {server}: {why}.",
        [],
        advice ?? "make the dump anew; DumpAsync verifies what it writes. A database into which a part went is to be dropped.");

    /// <param name="step">"backup" or "restore".</param>
    /// <param name="why">How it ended.</param>
    /// <param name="lastLines">What it printed last, without secrets.</param>
    internal static MySqlServerException DrillCommandFailed(string step, string why, IReadOnlyList<LogLine> lastLines) => new(
        MySqlServerReason.DrillCommandFailed,
        $"{step} of the drill",
        $"The {step} of the drill failed: {why}.",
        FailureText.Quote("Its last output:", [.. lastLines.Select(line => line.Text)], "It printed nothing."),
        "mend the command. It finds the account in /run/infraspecs/client.cnf and the backup in /backup.");
}
