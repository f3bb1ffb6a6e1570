using System.Text.Json;
using InfraSpecs.EngineSpecs.Cleanup;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Services;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(AloneCollection.Name)]
public sealed class TaskEvidenceSpecs
{
    [Fact]
    public async Task A_red_spec_brings_what_tasks_printed_last_and_why_they_ended()
    {
        using var folder = new TemporaryFolder();
        var output = await RunAsync(folder);
        var text = await File.ReadAllTextAsync(Directory.GetFiles(folder.FullName, "*.jsonl", SearchOption.AllDirectories).Single(), Token);
        text.Should().NotContain("hunter2xyz");
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();

        Printed("failing.1 on manager").Should().BeEquivalentTo("opening ***", "error: no licence key");
        Printed("running.1 on manager").Should().Equal("at work");
        Printed("early.1 on manager").Should().Equal("fatal: no disk");
        lines.Where(it => Is(it, "diag")).Select(it => Text(it, "sentence")).Should().BeEquivalentTo(
            "failing.1 on manager ended by itself with exit code 3: error: no licence key.",
            "hungry.1 on manager needed more memory than its limit of 32 MiB, and the kernel ended a process of it.",
            "early.1 on manager ended by itself with exit code 4: fatal: no disk.");
        lines.Where(it => Is(it, "place") && Text(it, "slot") == "failing.1").Select(it => Text(it, "state")).Should().Contain("failed");
        output.Should().Contain("failing.1 on manager ended by itself with exit code 3");

        var page = await File.ReadAllTextAsync(folder.At("report.html"), Token);
        page.Should().ContainAll("Last lines of failing.1 on manager", "Last lines of early.1 on manager", "no licence key");

        IEnumerable<string> Printed(string task)
        {
            var ids = lines.Where(it => Is(it, "res") && Text(it, "name") == task && Text(it, "type") == "task").Select(it => Text(it, "res")).ToHashSet();
            ids.Should().ContainSingle();
            return lines.Where(it => Is(it, "log") && ids.Contains(Text(it, "res"))).SelectMany(it => it.GetProperty("lines").EnumerateArray().Select(line => line[2].GetString()!));
        }
    }

    [Fact]
    public async Task What_ended_with_its_node_is_told_so_and_whose_doing_that_was()
    {
        using var folder = new TemporaryFolder();
        var output = await ChildProcess.RunSpecsAsync(
            typeof(RedNodeSpecs), ["--filter-class", typeof(RedNodeSpecs).FullName!, "--report-infraspecs", folder.FullName, "--results-directory", folder.At("results")], Token,
            TimeSpan.FromMinutes(5));
        output.Should().Contain("failed: 1").And.Contain("it is red").And.NotContain("by itself");
        output.Should().MatchRegex("second\\.1 on worker01 ended with worker01-\\S+, [0-9.]+ s after this spec began; who ended that is not known here\\. What to do: look who kills, stops or restarts worker01-");
        var evidence = await File.ReadAllTextAsync(Directory.GetFiles(folder.FullName, "evidence*", SearchOption.AllDirectories).Single(), Token);
        evidence.Should().MatchRegex(
            "first\\.1 on worker01 .*exited with code 255; ended with worker01-\\S+, killed \\(SIGKILL\\) by an earlier spec, \\S*(One|The_other)_of_two, [0-9.]+ s before this one began");
        evidence.Should().NotContain("by the spec").And.NotContain("by itself");
    }

    private static async Task<string> RunAsync(TemporaryFolder folder)
    {
        var output = await ChildProcess.RunSpecsAsync(
            typeof(RedTaskSpecs), ["--filter-class", typeof(RedTaskSpecs).FullName!, "--report-infraspecs", folder.FullName], Token, TimeSpan.FromMinutes(5));
        output.Should().Contain("failed: 2").And.Contain("it is red");
        return output;
    }

    private static bool Is(JsonElement line, string kind) => Text(line, "k") == kind;

    private static string Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
