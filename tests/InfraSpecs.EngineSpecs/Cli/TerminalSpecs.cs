using System.Diagnostics;
using System.Runtime.Versioning;
using InfraSpecs.Cli;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cli;

/// <summary>The command in a terminal that a program plays, script of Debian's bsdutils: what a person sees is not what a pipe gets.</summary>
[RequiresEngine]
[UnsupportedOSPlatform("windows")]
public sealed class TerminalSpecs(EngineFixture fixture)
{
    private static readonly string Tool = typeof(SweepCommand).Assembly.Location;

    [Fact]
    public async Task A_person_sees_a_table_and_colours_and_a_pipe_gets_the_same_words_as_lines()
    {
        var seen = await SeenAsync(100, "doctor");
        seen.Should().Contain("│ Chosen").And.Contain("╭");
        var plain = await SeenAsync(100, "doctor", ("NO_COLOR", "1"));
        // .NET itself tells a terminal how its keys are to be.
        plain.Should().NotMatchRegex("\u001b\\[[0-9;]*m").And.NotContain("│").And.Contain("Engine       Docker ");
        var piped = await ChildProcess.ReadAsync("dotnet", [Tool, "doctor"], Token, null, ("DOCKER_HOST", fixture.Engine.Endpoint.OriginalString), ("TERM", "xterm-256color"));
        piped.Should().NotContain("\u001b").And.NotContain("│").And.StartWith("Engine       Docker ");
        Words(seen).Should().Contain(Words(string.Join('\n', piped.Split('\n').Where(it => it.StartsWith("Chosen") || it.StartsWith("Parts")))));
    }

    [Fact]
    public async Task A_narrow_one_and_a_dumb_one_lose_no_word()
    {
        var (narrow, dumb) = (await SeenAsync(40, "sweep --dry-run"), await SeenAsync(40, "sweep --dry-run", ("TERM", "dumb")));
        dumb.Should().NotContain("\u001b");
        Words(narrow).Should().Contain(Words("Golden volumes: Left by dead sessions: Would be removed:"));
    }

    [Fact]
    public async Task A_closed_pipe_ends_it_without_a_stack_trace()
    {
        var said = await ChildProcess.ReadAsync("sh", ["-c", $"for verb in doctor 'doctor --json' '--help'; do dotnet {Tool} $verb | true; dotnet {Tool} $verb >&-; done"],
            Token, null, ("DOCKER_HOST", fixture.Engine.Endpoint.OriginalString));
        said.Should().NotContain("   at ").And.NotContain("Unhandled");
    }

    private async Task<string> SeenAsync(int columns, string verb, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("script", ["-qec", $"stty cols {columns}; exec dotnet {Tool} {verb}", "/dev/null"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
            Environment = { ["DOCKER_HOST"] = fixture.Engine.Endpoint.OriginalString, ["TERM"] = "xterm-256color", ["NO_COLOR"] = null, ["COLUMNS"] = null, ["CI"] = null,
                ["LANG"] = "C.UTF-8", ["LC_ALL"] = "C.UTF-8" },
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromMinutes(1));
        try
        {
            return (await process.StandardOutput.ReadToEndAsync(deadline.Token)).Replace("\r\n", "\n", StringComparison.Ordinal);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static string[] Words(string text) => text.Split([' ', '\n', '│', '╭', '╮', '╰', '╯', '─', '┬', '┴', '├', '┤', '┼'], StringSplitOptions.RemoveEmptyEntries);
}
