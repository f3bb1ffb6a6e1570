using System.CommandLine;
using System.Text.Json;
using System.Xml.Linq;
using InfraSpecs.Cli;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cli;

/// <summary><c>infraspecs test image</c>, and the attribute, with a real image.</summary>
[RequiresEngine]
public sealed class TestCommandSpecs : IDisposable
{
    private const string Passing = """
        schemaVersion: 2.0.0
        commandTests:
          - {name: whoami, command: whoami, expectedOutput: ['^root\n$']}
        fileExistenceTests:
          - {name: crontab, path: /etc/cron.d/cron-example, permissions: '-rw-r--r--', uid: 0, gid: 0}
        metadataTest: {cmd: [cron, -f]}
        """;

    private const string Failing = "schemaVersion: 1.0.0\nfileExistenceTests:\n- {name: there, path: /nowhere}\n";
    private readonly TemporaryFolder _folder = new();

    [StructureTests("Cli/cronjob.image.yaml", Image = "cronjob")]
    public Task The_cronjob_image_is_as_its_file_of_structure_tests_says(StructureSpec test) => test.RunAsync(Token);

    [Fact]
    public async Task Text_is_as_the_original_prints_it()
    {
        var (code, text) = await RunAsync(new StructureTestRunOptions { Image = "cronjob", Files = [_folder.Write("image.yaml", Passing), _folder.Write("bad.yaml", Failing)] });
        code.Should().Be(1);
        var lines = text.Split('\n');
        lines.Where(line => !line.StartsWith("duration:", StringComparison.Ordinal) && !line.StartsWith("Duration:", StringComparison.Ordinal)).Should().StartWith(
        [
            "", "===================================", "====== Test file: image.yaml ======", "===================================",
            "=== RUN: Command Test: whoami", "--- PASS", "stdout: root", "",
            "=== RUN: File Existence Test: crontab", "--- PASS",
            "=== RUN: Metadata Test", "--- PASS",
            "", "=================================", "====== Test file: bad.yaml ======", "=================================",
            "=== RUN: File Existence Test: there", "--- FAIL", "Error: /nowhere must exist: there is no /nowhere in the image (bad.yaml, line 3)",
            "", "=================================", "============ RESULTS ============", "=================================",
            "Passes:      3", "Failures:    1", "Total tests: 4", "", "FAIL",
        ]);
        (await RunAsync(new StructureTestRunOptions { Image = "cronjob", Files = [_folder.Write("image.yaml", Passing)], IsQuiet = true })).Should().Be((0, ""));
    }

    [Fact]
    public async Task JSON_and_JUnit_have_the_originals_shape()
    {
        string[] files = [_folder.Write("image.yaml", Passing), _folder.Write("bad.yaml", Failing), _folder.Write("broken.yaml", "schemaVersion: 2.0.0\nx: 1\n")];
        var (code, json) = await RunAsync(new StructureTestRunOptions { Image = "cronjob", Files = files, Format = "json" });
        code.Should().Be(1);
        using var parsed = JsonDocument.Parse(json);
        parsed.RootElement.EnumerateObject().Select(it => it.Name).Should().Equal("Pass", "Fail", "Total", "Duration", "Results");
        parsed.RootElement.GetProperty("Fail").GetInt32().Should().Be(2);
        var first = parsed.RootElement.GetProperty("Results")[0];
        first.EnumerateObject().Select(it => it.Name).Should().Equal("Name", "Pass", "Stdout", "Duration");
        parsed.RootElement.GetProperty("Results")[4].GetProperty("Errors")[0].GetString().Should().StartWith("error parsing config file: ").And.Contain("line 2").And.Contain("'x'");

        var report = new FileInfo(_folder.At("junit.xml"));
        (await RunAsync(new StructureTestRunOptions { Image = "cronjob", Files = files, Format = "junit", Report = report })).Should().Be((1, ""));
        var suites = XDocument.Load(report.FullName).Root!;
        (suites.Attribute("tests")!.Value, suites.Attribute("failures")!.Value).Should().Be(("5", "2"));
        var suite = suites.Elements("testsuite").Should().ContainSingle().Subject;
        suite.Attribute("name")!.Value.Should().Be("container-structure-test.test");
        suite.Elements("testcase").Select(it => it.Elements("failure").Count()).Should().Equal(0, 0, 0, 1, 1);
        suite.Elements("testcase").First().Element("system-out")!.Value.Should().Be("root\n");
    }

    [Fact]
    public async Task The_report_of_an_earlier_run_is_gone_where_this_one_comes_to_no_verdict()
    {
        var report = new FileInfo(_folder.Write("junit.xml", "<testsuites/>"));
        var options = new StructureTestRunOptions { Image = "cronjob", Files = [_folder.Write("image.yaml", Passing)], Format = "junit", Report = report, Platform = "linux/s390x" };
        (await RunAsync(options)).Code.Should().Be(2);
        report.Refresh();
        report.Exists.Should().BeFalse("it looks like a result");

        // What is no file of a run's own stays: /dev/stdout is such a link.
        var link = _folder.At("link.xml");
        File.CreateSymbolicLink(link, _folder.Write("linked.xml", "<testsuites/>"));
        (await RunAsync(options with { Report = new FileInfo(link) })).Code.Should().Be(2);
        (File.Exists(link), File.ReadAllText(link)).Should().Be((true, ""));
    }

    [Theory]
    [InlineData(0, "test", "image", "cronjob", "--config", "image.yaml")]
    [InlineData(0, "test", "--image", "cronjob", "--config", "image.yaml", "-o", "junit", "--no-color", "-q")]
    [InlineData(1, "test", "image", "cronjob", "-c", "image.yaml", "-c", "bad.yaml")]
    [InlineData(1, "test", "image", "cronjob", "-c", "nothing.yaml")]
    [InlineData(0, "test", "-v", "debug", "--image", "cronjob", "--config", "image.yaml")]
    [InlineData(2, "test", "image", "cronjob", "-c", "image.yaml", "--test-report", "no/such/folder.json")]
    [InlineData(2, "test", "image", "-c", "image.yaml")]
    [InlineData(2, "test", "image", "cronjob", "--image", "cronjob", "-c", "image.yaml")]
    [InlineData(2, "test", "image", "cronjob")]
    [InlineData(2, "test", "image", "cronjob", "-c", "image.yaml", "--driver", "host")]
    [InlineData(2, "test", "image", "cronjob", "-c", "image.yaml", "--save")]
    [InlineData(2, "test", "image", "cronjob", "-c", "image.yaml", "--output", "html")]
    [InlineData(2, "test", "image", "cronjob", "-c", "image.yaml", "--platform", "linux/s390x")]
    [InlineData(2, "test", "image", "cronjob", "-c", "image.yaml", "--driver", "tar")]
    public async Task Arguments_are_those_of_the_original_and_the_exit_code_tells(int code, params string[] arguments)
    {
        (_folder.Write("image.yaml", Passing), _folder.Write("bad.yaml", Failing), _folder.Write("nothing.yaml", "schemaVersion: 2.0.0")).Should().NotBeNull();
        var placed = arguments.Select(it => it.EndsWith(".yaml", StringComparison.Ordinal) ? _folder.At(it) : it).ToArray();
        var parsed = new RootCommand { TestCommand.Create() }.Parse(placed);
        var ended = parsed.Errors.Count > 0 ? 2 : await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, Token);
        ended.Should().Be(code, string.Join(' ', parsed.Errors.Select(error => error.Message)));
    }

    public void Dispose() => _folder.Dispose();

    private static Task<(int Code, string Text)> RunAsync(StructureTestRunOptions options) => CapturedOutput.OfAsync(output => StructureTestRun.RunAsync(options, output, Token));
}
