namespace InfraSpecs.Tests.Report;

public sealed class RunReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Home => _folder.At("artifacts/infraspecs");

    [Fact]
    public async Task The_page_and_the_summary_lie_beside_the_runs_and_nothing_else_stays()
    {
        var report = await RunReport.DrawAsync([new InventedRun { Left = ["volume data"] }.WriteTo(_folder.FullName)], Token);
        report.Title.Should().Be("3 of 46 specs are red");
        (report.Specs, report.Red, report.Page).Should().Be((46, 3, Path.Combine(Home, "report.html")));
        report.Left.Should().Equal("volume data");
        File.ReadAllText(report.SummaryFile).Should().Be(report.Summary);
        Directory.EnumerateFiles(Home).Select(Path.GetFileName).Should().BeEquivalentTo("report.html", "summary.md", ".report.lock");
        File.ReadAllText(report.Page).Should().StartWith("<!doctype html>").And.EndWith("</html>\n").And.Contain("<title>3 of 46 specs are red · InfraSpecs</title>");
    }

    [Fact]
    public async Task Processes_of_a_run_are_told_as_one()
    {
        var run = new InventedRun { Assembly = "MySpecs", Specs = 10, Red = 1 }.WriteTo(_folder.FullName, "1.jsonl");
        new InventedRun { Assembly = "Drills", Specs = 7, Red = 2, Skipped = 0 }.WriteTo(_folder.FullName, "2.jsonl");
        var report = await RunReport.DrawAsync([run], Token);
        (report.Title, report.Specs, report.Red).Should().Be(("3 of 17 specs are red", 17, 3));
        File.ReadAllText(report.Page).Should().Contain("MySpecs, Drills</span>");
    }

    [Fact]
    public async Task Runs_are_told_as_one_and_each_spec_says_whose_it_is()
    {
        string[] runs = [new InventedRun { Run = "monday", Specs = 4, Red = 1 }.WriteTo(_folder.FullName), new InventedRun { Run = "tuesday", Specs = 5, Red = 1 }.WriteTo(_folder.FullName)];
        var report = await RunReport.DrawAsync(runs, Token);
        report.Title.Should().Be("2 of 9 specs are red");
        File.ReadAllText(report.Page).Should().Contain("runs monday, tuesday</span>").And.Contain("<span class=\"tag\">monday</span>").And.Contain("<span class=\"tag\">tuesday</span>");
    }

    [Fact]
    public async Task Who_draws_at_the_same_time_waits_for_its_turn()
    {
        var run = new InventedRun { Specs = 2, Red = 1, Skipped = 0 }.WriteTo(_folder.FullName);
        var held = new FileStream(Path.Combine(Home, ".report.lock"), FileMode.Create, FileAccess.Write, FileShare.None);
        var drawing = RunReport.DrawAsync([run], Token);
        new InventedRun { Specs = 3, Red = 0, Skipped = 0 }.WriteTo(_folder.FullName, "2.jsonl");
        drawing.IsCompleted.Should().BeFalse();
        await held.DisposeAsync();
        (await drawing).Specs.Should().Be(5, "it reads when its turn has come");
        var all = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => RunReport.DrawAsync([run], Token)));
        all.Should().OnlyContain(it => it.Specs == 5);
    }

    [Fact]
    public async Task A_folder_without_a_run_is_named_with_those_there_are()
    {
        new InventedRun { Run = "monday" }.WriteTo(_folder.FullName);
        var drawing = () => RunReport.DrawAsync([Path.Combine(Home, "sunday")], Token);
        var error = (await drawing.Should().ThrowAsync<RunReportException>()).Which;
        error.Reason.Should().Be(RunReportReason.NoRun);
        error.Message.Should().Be($"""
            {Path.Combine(Home, "sunday")} is no run: there is no *.jsonl in it.
              Runs beside it, the newest last: monday
              What to do: name the folder of a run, artifacts/infraspecs/<run>, or run specs first.
            """);
    }

    [Fact]
    public async Task A_page_that_cannot_be_written_says_so_and_leaves_no_draft()
    {
        var run = new InventedRun { Specs = 2 }.WriteTo(_folder.FullName);
        Directory.CreateDirectory(Path.Combine(Home, "report.html", "in the way"));
        var drawing = () => RunReport.DrawAsync([run], Token);
        var error = (await drawing.Should().ThrowAsync<RunReportException>()).Which;
        (error.Reason, error.Subject).Should().Be((RunReportReason.Unwritable, Path.Combine(Home, "report.html")));
        error.Message.Should().StartWith($"{Path.Combine(Home, "report.html")} cannot be written: ").And.Contain("What to do: make room on the disk, or make the folder writable;");
        Directory.EnumerateFiles(Home, "*.tmp").Should().BeEmpty();
    }

    [Fact]
    public async Task A_folder_in_which_no_lock_can_be_made_is_named()
    {
        var run = new InventedRun { Specs = 2 }.WriteTo(_folder.FullName);
        Directory.CreateDirectory(Path.Combine(Home, ".report.lock"));
        var drawing = () => RunReport.DrawAsync([run], Token);
        (await drawing.Should().ThrowAsync<RunReportException>()).Which.Reason.Should().Be(RunReportReason.Unwritable);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_named()
    {
        var run = new InventedRun { Specs = 2 }.WriteTo(_folder.FullName);
        File.CreateSymbolicLink(Path.Combine(run, "9.jsonl"), _folder.At("nowhere"));
        var drawing = () => RunReport.DrawAsync([run], Token);
        var error = (await drawing.Should().ThrowAsync<RunReportException>()).Which;
        (error.Reason, error.Subject).Should().Be((RunReportReason.Unreadable, Path.Combine(run, "9.jsonl")));
    }

    [Fact]
    public void Runs_are_found_from_folders_below_the_newest_last()
    {
        string[] runs = [new InventedRun { Run = "zebra" }.WriteTo(_folder.FullName), new InventedRun { Run = "ant" }.WriteTo(_folder.FullName)];
        File.SetLastWriteTimeUtc(Path.Combine(runs[0], "4712.jsonl"), DateTime.UnixEpoch);
        Directory.CreateDirectory(Path.Combine(Home, "empty"));
        RunReport.FindRuns(Directory.CreateDirectory(_folder.At("src/deep")).FullName).Should().Equal(runs);
        RunReport.FindRuns(Path.GetTempPath()).Should().BeEmpty();
    }

    public void Dispose() => _folder.Dispose();
}
