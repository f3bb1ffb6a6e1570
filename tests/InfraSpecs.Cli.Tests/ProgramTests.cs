using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace InfraSpecs.Cli.Tests;

/// <summary>The command as a process, in an empty folder, where no engine answers.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Lines => [.. With(Verbs.CreateRoot())
        .Where(it => it.Action is not null && it.Options.OfType<JsonOption>().Any()).Select(it => Examples.Of[Examples.PathOf(it)][0]["infraspecs ".Length..])];

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task A_verb_that_fails_tells_programs_why_and_nothing_else(string line)
    {
        var (code, output, error) = await ToolAsync([.. line.Split(' '), "--json"]);
        code.Should().Be(2, output + error);
        var document = JsonNode.Parse(output)!.AsObject();
        document.Select(it => it.Key).Should().Equal("error", "subject", "advice");
        document["error"]!.GetValue<string>().Should().NotBeEmpty();
        error.Should().Be(document["error"]!.GetValue<string>() + "\n");
    }

    [Theory]
    [InlineData("Required argument 'image' missing", "lint", "--json")]
    [InlineData("is empty; name an image", "lint", "", "--json")]
    [InlineData("Say one of --kill, --disconnect, --drain and --slow.", "break", "demo", "worker01", "--json")]
    [InlineData("--slow is '200'; it must be a time up to a minute, as 200ms or 1.5s.", "break", "demo", "worker01", "--slow", "200", "--json")]
    [InlineData("--slow is '2h'; it must be a time up to a minute, as 200ms or 1.5s.", "break", "demo", "worker01", "--slow", "2h", "--json")]
    [InlineData("Required command was not provided", "up", "--json")]
    [InlineData("nonsense", "nonsense", "--json")]
    [InlineData("--output html is not supported", "diff", "a", "b", "-o", "html", "--json")]
    public async Task So_does_a_line_that_cannot_be_meant(string sentence, params string[] line)
    {
        var (code, output, error) = await ToolAsync(line);
        code.Should().Be(2);
        JsonNode.Parse(output)!["error"]!.GetValue<string>().Should().Contain(sentence);
        error.Should().Contain(sentence);
    }

    [Fact]
    public async Task A_report_is_told_with_its_page_and_its_numbers()
    {
        new InventedRun { Run = "one" }.WriteTo(_folder.FullName);
        var (code, output, error) = await ToolAsync("report", "--json");
        (code, error).Should().Be((1, ""));
        var told = JsonNode.Parse(output)!;
        (told["title"]!.GetValue<string>(), told["specs"]!.GetValue<int>(), told["red"]!.GetValue<int>()).Should().Be(("3 of 46 specs are red", 46, 3));
        told["page"]!.GetValue<string>().Should().Be(_folder.At("artifacts/infraspecs/report.html"));
        told["summaryFile"]!.GetValue<string>().Should().Be(_folder.At("artifacts/infraspecs/summary.md"));
    }

    [Fact]
    public async Task What_was_approved_is_a_list()
    {
        var (code, output, error) = await ToolAsync("snapshot", "accept", "--json");
        (code, output, error).Should().Be((0, "{\n  \"approved\": []\n}\n", ""));
    }

    [Fact]
    public async Task Two_archives_are_compared_without_an_engine()
    {
        await File.WriteAllBytesAsync(_folder.At("old.tar"), new TestImage().Config("User", "root").Layer(it => it.File("/a")).ToArchive(), ThisTest.Token);
        await File.WriteAllBytesAsync(_folder.At("new.tar"), new TestImage().Config("User", "1001").Layer(it => it.File("/a")).ToArchive(), ThisTest.Token);
        var (code, output, error) = await ToolAsync("diff", "./old.tar", "./new.tar", "--json");
        (code, error).Should().Be((1, ""));
        var told = JsonNode.Parse(output)!;
        told["old"]!["name"]!.GetValue<string>().Should().Be("./old.tar");
        told["changes"]!.AsArray().Select(it => it!["sentence"]!.GetValue<string>()).Should().Contain("user root (no such account) -> 1001");

        (code, output, error) = await ToolAsync("diff", "./old.tar", "./new.tar", "-o", "junit");
        (code, error).Should().Be((1, ""));
        XDocument.Parse(output).Descendants("failure").Select(it => it.Value).Should().Contain("may break: user root (no such account) -> 1001");
        (code, output, error) = await ToolAsync("diff", "./old.tar", "./old.tar", "-o", "junit");
        (code, error).Should().Be((0, ""));
        XDocument.Parse(output).Descendants("failure").Should().BeEmpty();
    }

    [Fact]
    public async Task A_spec_class_is_told_with_what_was_left_out()
    {
        _folder.Write("jobs", "@daily tidy");
        var (code, output, error) = await ToolAsync("write", "jobs", "--json");
        code.Should().Be(0, error);
        var told = JsonNode.Parse(output)!;
        told["text"]!.GetValue<string>().Should().Contain("public sealed class JobsCrontabSpecs");
        told["file"].Should().BeNull();
        told["notes"]!.AsArray().Should().ContainSingle().Which!.GetValue<string>().Should().StartWith("left out: that it ends with a newline").And.Be(error.TrimEnd('\n'));

        (code, output, _) = await ToolAsync("write", "jobs", "-o", "Specs.cs", "--json");
        code.Should().Be(0);
        told = JsonNode.Parse(output)!;
        told["file"]!.GetValue<string>().Should().Be("Specs.cs");
        told["subject"]!.GetValue<string>().Should().StartWith("crontab ").And.EndWith("jobs");
        told["text"].Should().BeNull();
        told["specs"]!.GetValue<int>().Should().BeGreaterThan(0);
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<Command> With(Command command) => command.Subcommands.SelectMany(With).Prepend(command);

    private async Task<(int Code, string Output, string Error)> ToolAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(Verbs).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.FullName,
            Environment = { ["DOCKER_HOST"] = "unix:///nowhere.sock", ["DOCKER_CONFIG"] = _folder.FullName },
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(ThisTest.Token), process.StandardError.ReadToEndAsync(ThisTest.Token));
        await process.WaitForExitAsync(ThisTest.Token);
        return (process.ExitCode, await output, await error);
    }
}
