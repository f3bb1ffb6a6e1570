using System.Diagnostics;

namespace InfraSpecs.Xunit.Tests.Runner;

/// <summary>Folders in which no run can be recorded as it should: the spec's own failure is told all the same, and first.</summary>
public sealed class HostileFolderTests
{
    private const string Failure = "Expected value to be 2 because it is red";

    private static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(2);

    /// <summary>There is no room for the first line, there is none for the page, and nothing may be written at all.</summary>
    [Theory]
    [InlineData("size=4k", "No space left on device")]
    [InlineData("size=8k", "the disk was full")]
    [InlineData("ro", "Read-only file system")]
    public async Task A_disk_that_takes_nothing_is_told_below_the_failure(string mount, string why)
    {
        // In a namespace of its own the mount goes with the process.
        Assert.SkipUnless(await ExitsWith0Async("unshare", "-rm", "true"), "This system gives a test no mounts of its own.");
        using var folder = new TemporaryFolder();
        var output = await RunAsync(
            "unshare", ["-rm", "sh", "-c", "mount -t tmpfs -o $0 tmpfs $1 && shift && exec \"$@\"", mount, folder.FullName, .. Command(folder.FullName)]);
        output.Should().Contain(Failure).And.MatchRegex($"InfraSpecs: the run has no report: [^\n]*{why}").And.Contain("failed: 1");
        output.IndexOf("the run has no report", StringComparison.Ordinal).Should().BeGreaterThan(output.IndexOf(Failure, StringComparison.Ordinal));
        output.Should().NotContain("Unhandled");
    }

    [Fact]
    public async Task Runs_that_begin_and_end_together_in_one_folder_are_all_recorded()
    {
        using var folder = new TemporaryFolder();
        var command = Command(folder.FullName);
        var outputs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RunAsync(command[0], command[1..])));
        outputs.Should().AllSatisfy(it => it.Should().Contain(Failure).And.NotContain("has no report"));
        var files = Directory.GetFiles(folder.FullName, "*.jsonl", SearchOption.AllDirectories);
        files.Should().HaveCount(3).And.AllSatisfy(it => File.ReadLines(it).Last().Should().StartWith("{\"k\":\"end\""));
        File.ReadAllText(folder.At("report.html")).Should().Contain("</html>");
    }

    private static string[] Command(string folder) =>
    [
        "dotnet", typeof(HostileFolderTests).Assembly.Location, "--explicit", "only", "--filter-method", $"{typeof(RedTests).FullName}.{nameof(RedTests.By_an_assertion)}",
        "--no-ansi", "--report-infraspecs", folder,
    ];

    private static Task<string> RunAsync(string program, string[] arguments) => ChildProcess.ReadAsync(program, arguments, Spec.Token, EndsWithin, ("GITHUB_STEP_SUMMARY", ""));

    private static async Task<bool> ExitsWith0Async(string program, params string[] arguments)
    {
        try
        {
            using var run = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            await run.WaitForExitAsync(Spec.Token);
            return run.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
