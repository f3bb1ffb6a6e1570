using System.Formats.Tar;
using System.Text.Json;
using Docker.DotNet.Models;
using InfraSpecs.Evidence;
using InfraSpecs.Observation;
using InfraSpecs.Report;
using Microsoft.Extensions.Time.Testing;

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
            var news = new ContainerNews(recorder, _ => { }, _ => { });
            recorder.Begin(new RecordedSpec("s1", "Specs", "It", "It", null, null));
            for (var i = 0; i < Events; i++) news.Report(new Message { Action = "kill", Actor = new Actor { ID = $"{i}", Attributes = new Dictionary<string, string> { ["signal"] = "28" } } });
            recorder.Judge(new RecordedVerdict("s1", "failed", Message: "it is red"));
        }

        var lines = Read(folder);
        var (written, dropped) = (lines.Count(it => Text(it, "k") == "ev"), lines.Where(it => Text(it, "k") == "dropped").Sum(it => it.GetProperty("count").GetInt32()));
        // Lines of others may be among those that are counted.
        (written + dropped).Should().BeInRange(Events, Events + 1000);
        written.Should().BeGreaterThan(4000);
        lines.Where(it => Text(it, "k") is "spec" or "verdict" or "end").Select(it => Text(it, "k")).Should().Equal("spec", "verdict", "end");
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

        File.ReadAllText(FileOf(folder)).Should().Contain("printed ***").And.NotContain("Tr0ub4dor").And.NotContain("correct");
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
    public async Task What_differs_is_told_once_and_not_without_end()
    {
        using var folder = new TemporaryFolder();
        await using (Start(folder, new RunScope("s1", "Specs")))
        {
            Recording.Hide("Tr0ub4dor");
            string[][] many = [["password", new string('x', 495) + "Tr0ub4dor", ""], .. Enumerable.Range(1, 250).Select(i => new[] { $"row {i}", "1", "2" })];
            foreach (var rows in new[] { many, many, [] }) Recording.NoteDifferences("users", () => rows);
            Recording.NoteDifferences("orders", () => many);
        }

        var found = Read(folder).Where(it => Text(it, "k") == "diff" && Text(it, "spec") == "s1").ToList();
        found.Select(it => $"{Text(it, "object")} {it.GetProperty("all")} {it.GetProperty("rows").GetArrayLength()}").Should().Equal("users 251 200", "orders 251 200");
        found[0].GetProperty("rows")[0][1].GetString().Should().EndWith("x***", "a secret is masked before it is cut");
        (await RunReader.ReadAsync(FileOf(folder), ThisTest.Token)).Specs.Single().Diffs.Select(it => it.All).Should().Equal(251, 251);
    }

    [Fact]
    public async Task In_what_a_volume_differs_is_told()
    {
        using var folder = new TemporaryFolder();
        await using (Start(folder, new RunScope("s1", "Specs")))
        {
            Contents(("b", 7, 33), ("c", 1, 0)).DifferencesFrom(Contents(("a", 5, 33), ("b", 8, 33))).Should().Equal("a is missing", "c is there and was not expected", "b: size 8 became 7");
        }

        var diff = Read(folder).Single(it => Text(it, "k") == "diff");
        Text(diff, "object").Should().Be("volume /data of db");
        diff.GetProperty("rows").EnumerateArray().Select(row => string.Join(" | ", row.EnumerateArray())).Should()
            .Equal("a | RegularFile 0644 33:33, 5 bytes | ", "c |  | RegularFile 0644 0:0, 1 byte", "b: size | 8 | 7");

        static VolumeContents Contents(params (string Name, long Size, int Owner)[] files) =>
            new("db", Facts("/data", 0, 0), [.. files.Select(it => new VolumeEntry(it.Name, Facts(it.Name, it.Size, it.Owner), "ab"))]);

        static FileFacts Facts(string path, long size, int owner) => new()
        {
            Container = "db", Path = path, Kind = TarEntryType.RegularFile, UserId = owner, GroupId = owner, Size = size, ModifiedAt = DateTimeOffset.UnixEpoch,
            Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
        };
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

    [Fact]
    public async Task A_wait_whose_subject_has_ended_is_hopeless()
    {
        using var folder = new TemporaryFolder();
        await using (Start(folder, null))
        {
            using var ended = new CancellationTokenSource();
            async ValueTask<Probe<bool>> Ask()
            {
                await ended.CancelAsync();
                return Probe.NotYet<bool>("it is starting");
            }

            var wait = () => Wait.UntilAsync(
                "a dead light", _ => Ask(), () => Task.FromResult<IReadOnlyList<string>>([]), TimeSpan.FromMinutes(1), TimeProvider.System, TimeSpan.FromSeconds(1), ended.Token, ThisTest.Token);
            (await wait.Should().ThrowAsync<OperationCanceledException>()).Which.Should().NotBeOfType<WaitCanceledException>("the caller cancelled nothing");
        }

        var lines = Read(folder);
        var id = lines.Single(it => Text(it, "subject") == "a dead light").GetProperty("wait").GetInt64();
        var own = lines.Where(it => it.TryGetProperty("wait", out var wait) && wait.GetInt64() == id).ToList();
        own.Select(it => Text(it, "text") ?? Text(it, "how")).Should().Equal(null, "it is starting", "its container has ended", "hopeless");
    }

    [Fact]
    public async Task A_failure_says_what_else_was_seen_of_the_specs_containers_when_it_is_thrown()
    {
        using var folder = new TemporaryFolder();
        var scope = new RunScope("s1", "Specs");
        await using var recorder = Start(folder, scope);
        recorder.Evidence.Add(new Source(new ContainerFacts { Id = "1", Name = "db-1", Status = "exited", ExitCode = 137, OutOfMemory = true, MemoryLimit = 64 << 20 }));
        const string Seen = "Seen meanwhile: db-1 needed more memory than its limit of 64 MiB, and the kernel ended a process of it. What to do: raise the limit, or look for what takes the memory.";

        var web = () => Wait.UntilAsync("web-1", _ => ValueTask.FromResult(Probe.NotYet<bool>("it says 500")), TimeSpan.Zero, ThisTest.Token);
        (await web.Should().ThrowAsync<WaitException>()).Which.Message.Split('\n').Should().HaveCount(3).And.HaveElementAt(1, $"  {Seen}");
        var db = () => Wait.UntilAsync("db-1", _ => ValueTask.FromResult(Probe.Hopeless<bool>("it ended")), TimeSpan.Zero, ThisTest.Token);
        (await db.Should().ThrowAsync<WaitException>()).Which.Message.Should().NotContain("Seen meanwhile", "it is about that container itself");
        (await recorder.SeenMeanwhileAsync("db-1 is not db-2")).Should().Equal([Seen], "a claim that names it does not say what is wrong with it");
        (await recorder.SeenMeanwhileAsync($"no exception was expected, but: {Seen}")).Should().BeEmpty("it is said");

        recorder.Evidence.Forget("1");
        new InvalidOptionsException("Options", ["no name"]).Message.Should().NotContain("Seen meanwhile", "it was not looked again");
    }

    [Fact]
    public async Task What_another_specs_container_does_is_not_said()
    {
        using var folder = new TemporaryFolder();
        await using var recorder = Start(folder, new RunScope("s1", "Specs"));
        recorder.Evidence.Know(new RunScope("s2", "Specs"), new ContainerFacts { Id = "1", Name = "db-1", OutOfMemory = true });
        (await recorder.SeenMeanwhileAsync("1 is not 2")).Should().BeEmpty();
    }

    [Fact]
    public async Task What_a_shared_container_said_before_the_spec_began_is_not_why_it_fails()
    {
        using var folder = new TemporaryFolder();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 30, 2, 14, 0, TimeSpan.Zero));
        var scope = new RunScope("s1", "Specs", "c1");
        await using var recorder = RunRecorder.Start(new RunRecorderOptions { Folder = folder.FullName, Run = "one", Scope = () => scope, Time = time });
        var began = time.GetUtcNow();
        var shared = new ContainerFacts
        {
            Id = "1", Name = "db-1", Status = "running",
            LastLines = ["write failed: No space left on device", "ready"], LineTimes = [began.AddSeconds(-9), began.AddSeconds(-8)],
        };
        recorder.Begin(new RecordedSpec("s1", "Specs", "Is_red", "Specs.Is_red"));
        recorder.Evidence.Know(new RunScope(null, null, "c1"), shared);
        (await recorder.SeenMeanwhileAsync("1 is not 2")).Should().BeEmpty();
        recorder.Evidence.Know(new RunScope(null, null, "c1"), shared with { LineTimes = [began.AddSeconds(1), began.AddSeconds(2)] });
        (await recorder.SeenMeanwhileAsync("1 is not 2")).Should().ContainSingle().Which.Should().StartWith("Seen meanwhile: db-1 says that a disk is full: write failed");
        recorder.Evidence.Know(new RunScope(null, null, "c1"), shared with { Status = "exited", ExitCode = 1 });
        (await recorder.SeenMeanwhileAsync("1 is not 2")).Should().NotBeEmpty("it has ended, and that is why");
        recorder.Evidence.Know(new RunScope(null, null, "c2"), shared with { Id = "2", Status = "exited", ExitCode = 1 });
        recorder.Evidence.Forget("1");
        (await recorder.SeenMeanwhileAsync("1 is not 2")).Should().BeEmpty("it is of another collection");
    }

    [Fact]
    public async Task What_was_before_a_wait_or_a_spec_is_told_as_that()
    {
        using var folder = new TemporaryFolder();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 30, 2, 14, 0, TimeSpan.Zero));
        var scope = new RunScope("s1", "Specs");
        await using var recorder = RunRecorder.Start(new RunRecorderOptions { Folder = folder.FullName, Run = "one", Scope = () => scope, Time = time });
        var began = time.GetUtcNow();
        recorder.Begin(new RecordedSpec("s1", "Specs", "Is_red", "Specs.Is_red"));
        Ended("db-1", began.AddSeconds(-10));
        (await recorder.SeenMeanwhileAsync("1 is not 2")).Should().Equal("Seen before this spec began: db-1 ended by itself with exit code 3 and printed nothing. What to do: look at its command and its image.");
        time.Advance(TimeSpan.FromSeconds(20));
        Ended("web-1", began.AddSeconds(12));
        recorder.WaitedInVain(scope, TimeSpan.FromSeconds(10));
        (await recorder.SeenMeanwhileAsync("1 is not 2")).Select(it => it.Split(" ended")[0]).Should().Equal("Seen meanwhile: web-1", "Seen before that: db-1");
        time.Advance(TimeSpan.FromMinutes(1));
        (await recorder.SeenMeanwhileAsync("1 is not 2")).Select(it => it.Split(" ended")[0]).Should().Equal(["Seen meanwhile: web-1", "Seen before this spec began: db-1"], "that wait is long over");

        void Ended(string name, DateTimeOffset at) =>
            recorder.Evidence.Know(scope, new ContainerFacts { Id = name, Name = name, Status = "exited", ExitCode = 3, StartedAt = at.AddSeconds(-1), EndedAt = at });
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

    private sealed class Source(ContainerFacts container) : IEvidenceSource
    {
        public Task LookAsync(RunScope scope, Action<EvidenceLine> found, CancellationToken token)
        {
            found(new EvidenceLine("log", new { res = container.Id }, container));
            return Task.CompletedTask;
        }
    }

    private static RunRecorder Start(TemporaryFolder folder, RunScope? scope) => RunRecorder.Start(new RunRecorderOptions { Folder = folder.FullName, Run = "one", Scope = () => scope });

    private static JsonElement[] Read(TemporaryFolder folder) =>
        [.. File.ReadLines(FileOf(folder)).Select(line => JsonDocument.Parse(line).RootElement)];

    private static string FileOf(TemporaryFolder folder) => Directory.GetFiles(folder.FullName, "*.jsonl", SearchOption.AllDirectories).Single();

    private static string? Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString() : null;
}
