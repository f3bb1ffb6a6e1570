using System.Text.Json;

namespace InfraSpecs.Xunit.Tests.Runner;

public sealed class RunReporterTests
{
    [Fact]
    public async Task A_failure_is_heard_in_all_its_ways()
    {
        using var folder = new TemporaryFolder();
        var step = folder.Write("step.md", "# What others said\n");
        var output = await RunAsync(step, "--report-infraspecs", folder.FullName);
        var lines = Directory.GetFiles(folder.FullName, "*.jsonl", SearchOption.AllDirectories).SelectMany(File.ReadLines).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Verdict("By_an_assertion").Should().StartWith("failed: Expected value to be 2 because it is red");
        Verdict("By_a_constructor").Should().StartWith("failed: System.InvalidOperationException : the constructor is red");
        Verdict("By_a_fixture").Should().StartWith("failed: Class fixture type").And.Contain("the fixture is red");
        Verdict("By_a_disposal").Should().StartWith("failed: System.InvalidOperationException : the disposal is red");
        Verdict("By_a_timeout_that_the_body_obeys").Should().Be("timeout: It took longer than its timeout, 300 ms.");
        Verdict("By_a_timeout_that_the_body_does_not_obey").Should().Be("timeout: It took longer than its timeout, 300 ms.");
        Verdict("Not_at_all").Should().Be("passed: ");
        output.Should().Contain(Path.Combine(folder.FullName, "report.html"));
        File.ReadAllText(Path.Combine(folder.FullName, "report.html")).Should().Contain("6 of 7 specs are red").And.Contain("the constructor is red");
        File.ReadAllText(Path.Combine(folder.FullName, "summary.md")).Should().Contain("6 of 7 specs are red");
        File.ReadAllText(step).Should().StartWith("# What others said\n").And.Contain("6 of 7 specs are red");

        // The first that is red, else the last: what is red stays so.
        string Verdict(string method)
        {
            var spec = Text(lines.First(it => Text(it, "method") == method || Is(it, "verdict") && Text(it, "name").EndsWith(method, StringComparison.Ordinal)), "spec");
            var verdicts = lines.Where(it => Is(it, "verdict") && Text(it, "spec") == spec).ToList();
            var said = verdicts.FirstOrDefault(it => Text(it, "state") != "passed") is { ValueKind: JsonValueKind.Object } red ? red : verdicts[^1];
            return $"{Text(said, "state")}: {Text(said, "message")}";
        }
    }

    [Fact]
    public async Task Nothing_is_left_where_it_is_off()
    {
        using var folder = new TemporaryFolder();
        var output = await RunAsync(folder.At("step.md"), "--report-infraspecs", "off", "--results-directory", folder.FullName);
        File.Exists(folder.At("step.md")).Should().BeFalse();
        output.Should().NotContain("report.html").And.Contain("the constructor is red");
        Directory.EnumerateFiles(folder.FullName, "*.jsonl", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_told_below_the_failures()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.FullName, "file");
        await File.WriteAllTextAsync(file, "", Spec.Token);
        var output = await RunAsync("", "--report-infraspecs", Path.Combine(file, "runs"));
        output.Should().Contain("the constructor is red").And.Contain("InfraSpecs: the run has no report:");
        output.IndexOf("InfraSpecs: the run has no report:", StringComparison.Ordinal).Should().BeGreaterThan(output.IndexOf("the constructor is red", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_empty_option_is_refused_with_what_it_takes() =>
        (await RunAsync("", "--report-infraspecs", "")).Should().Contain("--report-infraspecs is empty; name a folder, or say 'off'.");

    [Fact]
    public async Task A_steps_summary_that_is_full_gets_no_more()
    {
        using var folder = new TemporaryFolder();
        var step = folder.Write("step.md", new string('x', 999_000));
        await RunAsync(step, "--report-infraspecs", folder.FullName);
        new FileInfo(step).Length.Should().Be(999_000);
    }

    private static Task<string> RunAsync(string step, params string[] arguments) => ChildProcess.RunSpecsAsync(
        typeof(RunReporterTests), ["--filter-class", "InfraSpecs.Xunit.Tests.Runner.Red*", .. arguments], Spec.Token, null, (RedTests.AskedFor, "1"), ("GITHUB_STEP_SUMMARY", step));

    private static bool Is(JsonElement line, string kind) => Text(line, "k") == kind;

    private static string Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
