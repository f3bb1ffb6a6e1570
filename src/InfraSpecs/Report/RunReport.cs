using InfraSpecs.Report;

namespace InfraSpecs.Extensibility;

/// <summary>
/// The page of a run, drawn from what its processes recorded: <c>artifacts/infraspecs/&lt;run&gt;/*.jsonl</c>. Drawing asks no engine, and may be done while the run goes on.
/// </summary>
public sealed class RunReport
{
    /// <summary>The name of the page.</summary>
    public const string PageName = "report.html";

    /// <summary>The name of the Markdown summary beside it.</summary>
    public const string SummaryName = "summary.md";

    private RunReport(RunFacts run, string folder, string summary)
    {
        Title = run.Title;
        (Specs, Red, Left) = (run.Specs.Count, run.Red.Count, run.Left);
        Page = Path.Combine(folder, PageName);
        SummaryFile = Path.Combine(folder, SummaryName);
        Summary = summary;
    }

    /// <summary>"3 of 46 specs are red".</summary>
    public string Title { get; }

    /// <summary>How many specs were recorded.</summary>
    public int Specs { get; }

    /// <summary>How many of them are red: failed, timed out, cancelled, or without an end.</summary>
    public int Red { get; }

    /// <summary>What the run left on its engines: "container web-1".</summary>
    public IReadOnlyList<string> Left { get; }

    /// <summary>The page's path.</summary>
    public string Page { get; }

    /// <summary>The path of the Markdown summary.</summary>
    public string SummaryFile { get; }

    /// <summary>The Markdown summary, at most 200 kB: the title, a line for each red spec, what the run cost.</summary>
    public string Summary { get; }

    /// <summary>
    /// Reads all files of a run, or of several that are told as one, and writes <see cref="PageName"/> and <see cref="SummaryName"/> beside the folder of the last one. Each is
    /// there as a whole or not at all, also where several processes draw at once; the last one of these has read what all of them recorded.
    /// </summary>
    /// <param name="runs">Folders of runs: "artifacts/infraspecs/20261129-190531-4711". At least one.</param>
    /// <param name="token">Ends the drawing.</param>
    /// <exception cref="RunReportException">A folder has no run's file, a file cannot be read, or the page cannot be written.</exception>
    public static async Task<RunReport> DrawAsync(IReadOnlyList<string> runs, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfZero(runs.Count);
        var folders = runs.Select(it => Path.TrimEndingDirectorySeparator(Path.GetFullPath(it))).ToList();
        var home = Path.GetDirectoryName(folders[^1]) ?? folders[^1];
        foreach (var folder in folders.Where(it => RunFiles.FilesOf(it).Count == 0)) throw RunReportException.NoRun(folder, RunFiles.RunsIn(home));
        await using var turn = await PageFile.TakeTurnAsync(home, token);
        var facts = await RunFiles.ReadAsync(folders, token);
        var report = new RunReport(facts, home, MarkdownSummary.Of(facts));
        await PageFile.WriteAsync(report.Page, Report.Page.Draw(facts), token);
        await PageFile.WriteAsync(report.SummaryFile, report.Summary, token);
        return report;
    }

    /// <summary>The folders of the runs below <c>artifacts/infraspecs</c>, the newest last; none if there is no such folder.</summary>
    /// <param name="folder">Where <c>artifacts</c> lies, or below.</param>
    public static IReadOnlyList<string> FindRuns(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            var home = Path.Combine(at.FullName, "artifacts", "infraspecs");
            if (RunFiles.RunsIn(home) is { Count: > 0 } runs) return [.. runs.Select(it => Path.Combine(home, it))];
        }

        return [];
    }
}
