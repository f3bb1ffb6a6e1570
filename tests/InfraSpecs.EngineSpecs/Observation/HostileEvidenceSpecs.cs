using System.Text.Json;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Observation;

[RequiresEngine(EngineFeatures.Privileged)]
public sealed class HostileEvidenceSpecs
{
    /// <summary>A process that runs one green spec of this assembly takes 150 to 200.</summary>
    private const long MostMebibytes = 450;

    private static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(6);

    /// <summary>A verdict is not kept longer than a second by what is collected, and disposal by a lost engine not longer than some 10 s for each thing.</summary>
    private static readonly TimeSpan OverWithin = TimeSpan.FromSeconds(45);

    [Theory]
    [InlineData(nameof(HostileContainerSpecs.A_gigabyte_without_a_line_end))]
    [InlineData(nameof(HostileContainerSpecs.Output_that_is_no_text))]
    [InlineData(nameof(HostileContainerSpecs.Events_as_fast_as_the_engine_tells_them))]
    [InlineData(nameof(HostileContainerSpecs.An_engine_that_gives_no_answer_any_more))]
    [InlineData(nameof(HostileContainerSpecs.An_engine_that_is_killed))]
    public async Task The_specs_own_failure_is_told_first_and_the_process_neither_hangs_nor_grows(string method)
    {
        using var folder = new TemporaryFolder();
        var output = await RunAsync(method, folder);

        output.Should().Contain("failed: 1");
        var told = output.Split('\n').SkipWhile(it => !it.StartsWith("failed ", StringComparison.Ordinal)).Skip(1)
            .First(it => it.Trim().Length > 0 && !it.TrimStart().StartsWith("from ", StringComparison.Ordinal));
        told.Should().Contain(HostileContainerSpecs.Failure, "it is the first line of the failure in {0}", output);

        var lines = Directory.GetFiles(folder.FullName, "*.jsonl", SearchOption.AllDirectories).SelectMany(File.ReadLines).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        lines.Should().OnlyContain(it => it.GetRawText().Length < 8_000_000);
        var down = lines.Single(it => Is(it, "phase") && it.GetProperty("phase").GetString() == "down").GetProperty("t").GetInt64();
        var end = lines.Single(it => Is(it, "end"));
        (end.GetProperty("t").GetInt64() - down).Should().BeLessThan((long)OverWithin.TotalMilliseconds);
        (end.GetProperty("memory").GetInt64() >> 20).Should().BeLessThan(MostMebibytes);
        lines.Last(it => Is(it, "verdict")).GetProperty("message").GetString().Should().Contain(HostileContainerSpecs.Failure);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{method}: {end.GetProperty("memory").GetInt64() >> 20} MiB, over {end.GetProperty("t").GetInt64() - down} ms after the body, {lines.Count(it => Is(it, "ev"))} events; {told}");
    }

    private static Task<string> RunAsync(string method, TemporaryFolder folder) => ChildProcess.RunSpecsAsync(
        typeof(HostileContainerSpecs), ["--filter-method", $"{typeof(HostileContainerSpecs).FullName}.{method}", "--report-infraspecs", folder.FullName], Token, EndsWithin);

    private static bool Is(JsonElement line, string kind) => line.GetProperty("k").GetString() == kind;
}
