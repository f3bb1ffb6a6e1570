namespace Docs.Snippets;

/// <summary>The snippet of docs/report.md.</summary>
internal static class DocsOfReports
{
    public static async Task DrawAsync(CancellationToken token)
    {
        var report = await RunReport.DrawAsync([RunReport.FindRuns(Environment.CurrentDirectory)[^1]], token);
        Console.WriteLine($"{report.Title}: {report.Page}");
    }
}
