using System.CommandLine;

namespace InfraSpecs.Cli;

/// <summary><c>infraspecs report [RUN…]</c>: draws the page of a run again, or of several as one.</summary>
internal static class ReportCommand
{
    private const int NothingToSee = 2;

    public static Command Create()
    {
        var runs = new Argument<string[]>("run")
        {
            Description = "Folders of runs, or their names below artifacts/infraspecs. Default: the newest one of this folder or of one above it.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("report", "Draws the page of a run again, or of several as one. Ends with 1 if a spec is red.") { runs };
        command.SetVerb((parsed, output, token) => RunAsync(parsed.GetValue(runs) ?? [], Environment.CurrentDirectory, output, token));
        return command;
    }

    /// <returns>The exit code: 0 if all specs are green, 1 if one is red, 2 if there is no run or no spec in it.</returns>
    internal static async Task<int> RunAsync(string[] runs, string folder, VerbOutput output, CancellationToken token)
    {
        var known = RunReport.FindRuns(folder);
        if (runs.Length == 0 && known.Count == 0)
        {
            var why = $"There is no run below artifacts/infraspecs, neither in {folder} nor above it. What to do: run specs first, or name the folder of a run.";
            await output.Progress.WriteLineAsync(why);
            await output.WriteAsync(new VerbError(why), []);
            return NothingToSee;
        }

        var report = await RunReport.DrawAsync(runs.Length == 0 ? [known[^1]] : [.. runs.Select(it => Find(it, folder, known))], token);
        await output.WriteAsync(new { report.Title, report.Page, report.SummaryFile, report.Specs, report.Red, report.Left }, [report.Title, report.Page]);
        return report.Specs == 0 ? NothingToSee : report.Red > 0 ? 1 : 0;
    }

    /// <summary>A folder as it is written; else a run of that name.</summary>
    private static string Find(string run, string folder, IReadOnlyList<string> known)
    {
        var path = Path.GetFullPath(run, folder);
        return Directory.Exists(path) ? path : known.LastOrDefault(it => Path.GetFileName(it) == run) ?? path;
    }
}
