using System.Text.Json;
using Docker.DotNet.Models;
using InfraSpecs.Observation;

namespace InfraSpecs.Tests.Evidence;

/// <summary>There is one recorder in a process, so these are in one class; other tests may write into its file meanwhile.</summary>
public sealed class RunRecorderTests
{
    [Fact]
    public async Task A_wait_is_recorded_with_the_answers_that_differ_and_how_it_ended()
    {
        using var folder = new TemporaryFolder();
        await using (var recorder = Start(folder, new RunScope("s1", "Specs")))
        {
            var asked = 0;
            Probe<bool> Ask() => ++asked switch { < 3 => Probe.NotYet<bool>("red"), 3 => Probe.NotYet<bool>("amber"), _ => Probe.Ready(true) };
            await Wait.UntilAsync("a green light", _ => ValueTask.FromResult(Ask()), TimeSpan.FromMinutes(1), ThisTest.Token);
            var late = () => Wait.UntilAsync("a late light", _ => ValueTask.FromResult(Probe.NotYet<bool>("red")), TimeSpan.Zero, ThisTest.Token);
            await late.Should().ThrowAsync<WaitException>();
        }

        var lines = Read(folder);
        var wait = lines.Single(it => Text(it, "subject") == "a green light");
        Text(wait, "spec").Should().Be("s1");
        wait.GetProperty("within").GetInt64().Should().Be(60_000);
        Of(wait, "answer").Select(it => Text(it, "text")).Should().Equal("red", "amber");
        Of(wait, "waitend").Select(it => $"{Text(it, "how")} {it.GetProperty("attempts")}").Should().Equal("ready 4");
        Of(lines.Single(it => Text(it, "subject") == "a late light"), "waitend").Select(it => Text(it, "how")).Should().Equal("late");

        IEnumerable<JsonElement> Of(JsonElement of, string kind) => lines.Where(it => Text(it, "k") == kind && it.GetProperty("wait").GetInt64() == of.GetProperty("wait").GetInt64());
    }

    [Fact]
    public async Task Of_a_flood_of_events_each_is_written_or_counted()
    {
        const int Events = 100_000;
        using var folder = new TemporaryFolder();
        await using (var recorder = Start(folder, null))
        {
            var news = new ContainerNews(recorder);
            for (var i = 0; i < Events; i++) news.Report(new Message { Action = "kill", Actor = new Actor { ID = $"{i}", Attributes = new Dictionary<string, string> { ["signal"] = "28" } } });
        }

        var lines = Read(folder);
        var (written, dropped) = (lines.Count(it => Text(it, "k") == "ev"), lines.Where(it => Text(it, "k") == "dropped").Sum(it => it.GetProperty("count").GetInt32()));
        // Lines of others may be among those that are counted, and the last one, which says that the run is over.
        (written + dropped).Should().BeInRange(Events, Events + 1000);
        written.Should().BeGreaterThan(4000);
    }

    [Fact]
    public async Task Work_that_fails_says_why_in_its_first_line()
    {
        using var folder = new TemporaryFolder();
        await using (Start(folder, null))
        {
            var work = () => Recording.WorkAsync<int>("setup", "a container", () => throw new InvalidDataException("no image\n  more"));
            await work.Should().ThrowAsync<InvalidDataException>();
        }

        Read(folder).Where(it => Text(it, "k") == "workend").Select(it => Text(it, "error")).Should().Contain("no image");
    }

    [Fact]
    public async Task What_a_room_knows_as_a_secret_is_not_in_the_file()
    {
        using var folder = new TemporaryFolder();
        await using (Start(folder, null))
        {
            Recording.Hide("Tr0ub4dor");
            Recording.Note("ev", _ => new { action = "printed Tr0ub4dor", attrs = new { env = "DB_PASSWORD=correct horse" } });
        }

        File.ReadAllText(Directory.GetFiles(folder.FullName, "*.jsonl", SearchOption.AllDirectories).Single()).Should().Contain("printed ***").And.NotContain("Tr0ub4dor").And.NotContain("correct");
    }

    [Fact]
    public async Task Of_a_state_only_what_differs_is_written()
    {
        using var folder = new TemporaryFolder();
        await using (Start(folder, null))
        {
            foreach (var state in new[] { "pending", "pending", "running", "pending" }) Recording.NoteChange("place", "t1", _ => new { task = "t1", state });
        }

        Read(folder).Where(it => Text(it, "k") == "place").Select(it => Text(it, "state")).Should().Equal("pending", "running", "pending");
    }

    [Fact]
    public async Task Two_at_once_are_refused_and_the_first_goes_on()
    {
        using var folder = new TemporaryFolder();
        await using var first = Start(folder, null);
        var second = () => Start(folder, null);
        second.Should().Throw<InvalidOperationException>().WithMessage("This process is recorded already; dispose of its recorder first.");
        RunRecorder.Current.Should().BeSameAs(first);
    }

    [Theory]
    [InlineData("", "one", "*Folder is empty*")]
    [InlineData("folder", "a/b", "*Run is 'a/b', which is no name of a folder.*")]
    [InlineData("folder", "..", "*Run is '..', which is no name of a folder.*")]
    public void What_names_no_folder_is_refused(string folder, string run, string text)
    {
        var start = () => RunRecorder.Start(new RunRecorderOptions { Folder = folder, Run = run });
        start.Should().Throw<InvalidOptionsException>().WithMessage(text);
    }

    private static RunRecorder Start(TemporaryFolder folder, RunScope? scope) => RunRecorder.Start(new RunRecorderOptions { Folder = folder.FullName, Run = "one", Scope = () => scope });

    private static JsonElement[] Read(TemporaryFolder folder) =>
        [.. File.ReadLines(Directory.GetFiles(folder.FullName, "*.jsonl", SearchOption.AllDirectories).Single()).Select(line => JsonDocument.Parse(line).RootElement)];

    private static string? Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString() : null;
}
