namespace InfraSpecs;

/// <summary>The page of a run was not drawn; <see cref="Reason"/> says why. What specs came to is not touched by it.</summary>
public sealed class RunReportException : InfraSpecsException
{
    private const int RunsTold = 5;

    private RunReportException(RunReportReason reason, string path, string headline, IEnumerable<string> facts, string advice, Exception? inner = null)
        : base(path, headline, facts, advice, inner) => Reason = reason;

    /// <summary>Why it was thrown. What it was about is the <see cref="InfraSpecsException.Subject"/>: a path.</summary>
    public RunReportReason Reason { get; }

    internal static RunReportException NoRun(string folder, IReadOnlyList<string> known) => new(
        RunReportReason.NoRun,
        folder,
        $"{folder} is no run: there is no *.jsonl in it.",
        known.Count == 0 ? [] : [$"Runs beside it, the newest last: {(known.Count > RunsTold ? "…, " : "")}{string.Join(", ", known.TakeLast(RunsTold))}"],
        "name the folder of a run, artifacts/infraspecs/<run>, or run specs first.");

    internal static RunReportException Unreadable(string file, Exception cause) => new(
        RunReportReason.Unreadable,
        file,
        $"{file} cannot be read: {FailureText.Sentence(cause.Message)}",
        [],
        "see who owns it, and whether its disk is still there.",
        cause);

    internal static RunReportException Unwritable(string path, Exception cause) => new(
        RunReportReason.Unwritable,
        path,
        $"{path} cannot be written: {FailureText.Sentence(cause.Message)}",
        [],
        "make room on the disk, or make the folder writable; the run's files are untouched, and infraspecs report draws the page again.",
        cause);

    internal static RunReportException Busy(string path, WaitException cause) => new(
        RunReportReason.Busy,
        path,
        $"Another process draws the page, and did not come to an end: it holds {path}.",
        [],
        "look for a process that hangs, or remove the file; infraspecs report draws the page again.",
        cause);
}
