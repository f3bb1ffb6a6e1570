using System.Diagnostics;

namespace InfraSpecs.Cli.Tests;

public sealed class CompletionTests
{
    [Fact]
    public async Task Bash_completes_verbs_and_options()
    {
        (await CompleteAsync("infraspecs swe")).Should().Equal("sweep");
        (await CompleteAsync("infraspecs up s")).Should().Contain(["stack", "swarm"]).And.NotContain("sweep");
        (await CompleteAsync("infraspecs up swarm --man")).Should().Equal("--managers");
    }

    [Theory]
    [InlineData("zsh", "compdef _infraspecs infraspecs")]
    [InlineData("fish", "complete -c infraspecs -a '(__infraspecs)'")]
    public async Task Other_shells_have_their_own_lines(string shell, string line)
    {
        var (code, output, _) = await ToolAsync("dotnet", typeof(CompletionCommand).Assembly.Location, "completion", shell);
        (code, output.TrimEnd().Split('\n')[^1]).Should().Be((0, line));
    }

    [Fact]
    public async Task A_shell_that_is_not_known_is_refused() =>
        (await ToolAsync("dotnet", typeof(CompletionCommand).Assembly.Location, "completion", "cmd")).Code.Should().Be(2);

    /// <summary>As bash does on Tab at the end of a line.</summary>
    private static async Task<string[]> CompleteAsync(string line)
    {
        var tool = typeof(CompletionCommand).Assembly.Location;
        var (_, output, error) = await ToolAsync(
            "bash", "-c", $"infraspecs() {{ dotnet '{tool}' \"$@\"; }}; eval \"$(infraspecs completion bash)\"; COMP_LINE=$1; COMP_POINT=${{#1}}; _infraspecs; printf '%s\\n' \"${{COMPREPLY[@]}}\"", "bash", line);
        error.Should().BeEmpty();
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static async Task<(int Code, string Output, string Error)> ToolAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(ThisTest.Token), process.StandardError.ReadToEndAsync(ThisTest.Token));
        await process.WaitForExitAsync(ThisTest.Token);
        return (process.ExitCode, await output, await error);
    }
}
