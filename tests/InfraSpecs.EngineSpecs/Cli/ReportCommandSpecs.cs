using InfraSpecs.Cli;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cli;

public sealed class ReportCommandSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Page => _folder.At("artifacts/infraspecs/report.html");

    [Fact]
    public async Task The_newest_run_is_drawn_from_a_folder_below_and_a_red_spec_ends_it_with_1()
    {
        var old = new InventedRun { Run = "zebra", Specs = 5, Red = 0 }.WriteTo(_folder.FullName);
        File.SetLastWriteTimeUtc(Path.Combine(old, "4712.jsonl"), DateTime.UnixEpoch);
        new InventedRun { Run = "ant" }.WriteTo(_folder.FullName);
        (await ReportAsync(Directory.CreateDirectory(_folder.At("src")).FullName)).Should().Be((1, $"3 of 46 specs are red\n{Page}\n"));
        File.Exists(Page).Should().BeTrue();
    }

    [Fact]
    public async Task Runs_are_known_by_name_and_by_folder_and_told_as_one()
    {
        var one = new InventedRun { Run = "one", Specs = 5, Red = 0, Skipped = 0 }.WriteTo(_folder.FullName);
        new InventedRun { Run = "two", Specs = 4, Red = 0, Skipped = 0 }.WriteTo(_folder.FullName);
        (await ReportAsync(_folder.FullName, one, "two")).Should().Be((0, $"All 9 specs are green\n{Page}\n"));
    }

    [Fact]
    public async Task Without_a_run_it_says_where_it_looked_and_ends_with_2() => (await ReportAsync(_folder.FullName)).Should().Be(
        (2, $"There is no run below artifacts/infraspecs, neither in {_folder.FullName} nor above it. What to do: run specs first, or name the folder of a run.\n"));

    [Fact]
    public async Task An_unknown_run_is_named()
    {
        new InventedRun { Run = "one" }.WriteTo(_folder.FullName);
        var report = () => ReportAsync(_folder.FullName, "two");
        (await report.Should().ThrowAsync<RunReportException>()).Which.Message.Should().StartWith($"{_folder.At("two")} is no run: there is no *.jsonl in it.");
    }

    [Fact]
    public async Task A_run_without_a_spec_is_no_green_one()
    {
        _folder.Write("artifacts/infraspecs/none/1.jsonl", """{"k":"run","t":0}""" + "\n");
        (await ReportAsync(_folder.FullName)).Should().Be((2, $"No spec was recorded\n{Page}\n"));
    }

    public void Dispose() => _folder.Dispose();

    private static Task<(int ExitCode, string Text)> ReportAsync(string folder, params string[] runs) =>
        CapturedOutput.OfAsync(output => ReportCommand.RunAsync(runs, folder, new VerbOutput(output, TextWriter.Null), Token));
}
