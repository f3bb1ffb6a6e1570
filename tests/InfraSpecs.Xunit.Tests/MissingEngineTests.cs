using System.Diagnostics;
using System.Text.RegularExpressions;

namespace InfraSpecs.Xunit.Tests;

/// <summary>Runs the walkthrough where DOCKER_HOST names an engine that does not answer.</summary>
public sealed partial class MissingEngineTests
{
    [Fact]
    public async Task Specs_that_need_an_engine_are_skipped_with_the_reason()
    {
        var (output, counts) = await RunAsync(require: null);
        counts.Failed.Should().Be(0);
        counts.Skipped.Should().BePositive();
        output.Should().Contain("No Docker engine answers at tcp://127.0.0.1:1").And.Contain("set DOCKER_HOST to an engine that runs");
    }

    [Fact]
    public async Task Where_an_engine_is_required_they_fail_with_the_reason()
    {
        var (output, counts) = await RunAsync(require: "1");
        counts.Failed.Should().BePositive();
        counts.Skipped.Should().Be(0);
        output.Should().Contain("INFRASPECS_REQUIRE=1, but No Docker engine answers at tcp://127.0.0.1:1");
    }

    [Theory]
    [InlineData("true", null)]
    [InlineData("1", "")]
    public async Task In_CI_they_fail_since_a_run_that_tested_nothing_is_not_green(string ci, string? require)
    {
        var (output, counts) = await RunAsync(require, ci: ci);
        counts.Failed.Should().BePositive();
        counts.Skipped.Should().Be(0);
        output.Should().Contain("CI is set, so that nothing is skipped (INFRASPECS_REQUIRE=0 allows it), but No Docker engine answers at tcp://127.0.0.1:1");
    }

    [Theory]
    [InlineData("true", "0")]
    [InlineData("false", null)]
    public async Task In_CI_they_are_skipped_where_that_is_said(string ci, string? require)
    {
        var (_, counts) = await RunAsync(require, ci: ci);
        counts.Failed.Should().Be(0);
        counts.Skipped.Should().BePositive();
    }

    [Fact]
    public async Task A_DOCKER_HOST_that_is_no_address_is_named()
    {
        var (output, counts) = await RunAsync(require: "1", dockerHost: "localhost");
        counts.Failed.Should().BePositive();
        output.Should().Contain("INFRASPECS_REQUIRE=1, but No Docker engine is reached by localhost (DOCKER_HOST): that is no address");
    }

    private static async Task<(string Output, (int Failed, int Skipped) Counts)> RunAsync(string? require, string dockerHost = "tcp://127.0.0.1:1", string? ci = null)
    {
        var folder = AppContext.BaseDirectory.Replace("InfraSpecs.Xunit.Tests", "Walkthrough.Specs", StringComparison.Ordinal);
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, "Walkthrough.Specs.dll"), "--report-infraspecs", "off", "--no-ansi", "--progress", "off", "--output", "Detailed"])
        {
            RedirectStandardOutput = true,
            Environment = { ["DOCKER_HOST"] = dockerHost, ["INFRASPECS_REQUIRE"] = require, ["CI"] = ci, ["TESTINGPLATFORM_TELEMETRY_OPTOUT"] = "1" },
        };
        using var run = Process.Start(start)!;
        var output = await run.StandardOutput.ReadToEndAsync(Spec.Token);
        await run.WaitForExitAsync(Spec.Token);
        return (output, (Count(output, "failed"), Count(output, "skipped")));
    }

    private static int Count(string output, string outcome) =>
        int.Parse(Counts().Matches(output).Single(match => match.Groups["outcome"].Value == outcome).Groups["count"].Value);

    [GeneratedRegex(@"^  (?<outcome>\w+): (?<count>\d+)\s*$", RegexOptions.Multiline)]
    private static partial Regex Counts();
}
