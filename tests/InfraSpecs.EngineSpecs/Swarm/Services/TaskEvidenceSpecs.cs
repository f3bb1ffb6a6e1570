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
