namespace InfraSpecs.Tests.Report;

public sealed class RunReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Home => _folder.At("artifacts/infraspecs");

    [Fact]
    public async Task The_page_and_the_summary_lie_beside_the_runs_and_nothing_else_stays()
    {
        var report = await RunReport.DrawAsync([new InventedRun().WriteTo(_folder.FullName)], Token);
        report.Title.Should().Be("3 of 46 specs are red");
        (report.Specs, report.Red, report.Page).Should().Be((46, 3, Path.Combine(Home, "report.html")));
        File.ReadAllText(report.SummaryFile).Should().Be(report.Summary);
        Directory.EnumerateFiles(Home).Select(Path.GetFileName).Should().BeEquivalentTo("report.html", "summary.md", ".report.lock");
        File.ReadAllText(report.Page).Should().StartWith("<!doctype html>").And.EndWith("</html>\n").And.Contain("<title>3 of 46 specs are red · InfraSpecs</title>");
    }

    public void Dispose() => _folder.Dispose();
}
