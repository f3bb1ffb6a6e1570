using Spectre.Console;

namespace InfraSpecs.Cli.Tests.Output;

/// <summary>What a terminal shows, and that it loses nothing of what a pipe gets.</summary>
public sealed class ScreenTests
{
    private const string Long = "stays: network web-1 has active endpoints that somebody else's containers hold";

    private static readonly Passage Kept = new(["Golden volumes: 1, 88 MB", $"  {Long} 88 MB"])
    {
        Title = "Golden volumes: 1, 88 MB", Head = ["STATE", "SIZE"], Rows = [[new Cell(Long, Tone.Bad), new Cell("88 MB")]],
    };

    [Theory]
    [InlineData(false, null, "xterm", true)]
    [InlineData(false, "", "xterm", true)]
    [InlineData(true, null, "xterm", false)]
    [InlineData(false, "1", "xterm", false)]
    [InlineData(false, null, "dumb", false)]
    [InlineData(false, null, null, false)]
    public void It_is_for_a_terminal_that_does_not_ask_for_plain_lines(bool isRedirected, string? noColor, string? term, bool isWanted) =>
        Screen.IsWanted(isRedirected, name => name == "NO_COLOR" ? noColor : name == "TERM" ? term : null).Should().Be(isWanted);

    [Fact]
    public void Rows_are_a_table_with_a_title_a_head_and_colours()
    {
        var shown = Shown(100, Kept);
        shown.Should().Contain("Golden volumes: 1, 88 MB").And.Contain("│").And.Contain("STATE").And.Contain("\u001b[91m" + Long, "what is bad is red");
    }

    [Theory]
    [InlineData(20)]
    [InlineData(59)]
    [InlineData(60)]
    [InlineData(79)]
    public void A_narrow_terminal_loses_no_word(int width)
    {
        var shown = Shown(width, Kept, ansi: false);
        shown.Split('\n').Should().OnlyContain(line => line.Length <= width);
        shown.Split([' ', '\n', '│', '╭', '╮', '╰', '╯', '─', '├', '┤', '┼', '┬', '┴'], StringSplitOptions.RemoveEmptyEntries)
            .Should().Contain(Long.Split(' ')).And.Contain(["88", "MB", "Golden", "volumes:"]);
    }

    [Fact]
    public void A_name_is_whole_or_there_is_no_table()
    {
        var list = new Passage(["NAME  CONTEXT", "dev   swarm-staging2"]) { Head = ["NAME", "CONTEXT"], Rows = [[new Cell("dev"), new Cell("swarm-staging2")]] };
        Shown(25, list, ansi: false).Should().Contain("│ dev  │ swarm-staging2 │");
        Shown(24, list, ansi: false).Should().Be("NAME  CONTEXT\ndev   swarm-staging2\n");
    }

    [Fact]
    public void Lines_that_look_like_markup_are_shown_as_they_are()
    {
        Shown(80, Passage.Of("[red]cmd[/] [\"cron\",\"-f\"]"), ansi: false).Should().Be("[red]cmd[/] [\"cron\",\"-f\"]\n");
        Shown(80, Kept with { Title = "[a]", Rows = [[new Cell("[b]"), new Cell("[/]")]] }, ansi: false).Should().Contain("[a]").And.Contain("[b]").And.Contain("[/]");
    }

    [Fact]
    public async Task What_is_told_meanwhile_comes_in_whole_lines_also_where_something_goes_on()
    {
        using var text = new StringWriter();
        var output = new VerbOutput(TextWriter.Null, TextWriter.Null, OutputFormat.Text, On(text, 80, ansi: false));
        var code = await output.WhileAsync("swarm [dev] starts", async () =>
        {
            await output.Progress.WriteAsync("  manager ");
            await output.Progress.WriteLineAsync("started 2.2 s");
            return 7;
        });
        (code, text.ToString()).Should().Be((7, "  manager started 2.2 s\n"));
    }

    [Fact]
    public async Task Lines_that_come_one_by_one_are_in_a_pipe_once_and_in_a_terminal_together()
    {
        using StringWriter pipe = new(), screen = new();
        foreach (var output in (VerbOutput[])[new(pipe, TextWriter.Null), new(TextWriter.Null, TextWriter.Null, OutputFormat.Text, On(screen, 80, ansi: false))])
        {
            await output.PassAsync("base: example/base:1 (0.1 s)");
            await output.ShowAsync(new { A = 1 }, [new Passage(["base: example/base:1 (0.1 s)"]) { WasTold = true, Rows = [[new Cell("base"), new Cell("example/base:1")]] }]);
        }

        pipe.ToString().Should().Be("base: example/base:1 (0.1 s)\n");
        screen.ToString().Should().Contain("│ base │ example/base:1 │").And.NotContain("0.1 s");
    }

    [Fact]
    public async Task A_pipe_gets_the_lines_and_a_document_nothing_of_a_screen()
    {
        using var pipe = new StringWriter();
        await new VerbOutput(pipe, TextWriter.Null).ShowAsync(new { A = 1 }, [Kept, Passage.Of("end", Tone.Good)]);
        pipe.ToString().Should().Be($"Golden volumes: 1, 88 MB\n  {Long} 88 MB\nend\n");

        using StringWriter document = new(), screen = new();
        (await VerbOutput.RunAsync(document, TextWriter.Null, OutputFormat.Json, async output =>
        {
            await output.Progress.WriteLineAsync("it goes on");
            await output.ShowAsync(new { A = 1 }, [Kept]);
            return 0;
        }, On(screen, 80))).Should().Be(0);
        (document.ToString(), screen.ToString()).Should().Be(("{\n  \"a\": 1\n}\n", ""));
    }

    private static string Shown(int width, Passage passage, bool ansi = true)
    {
        using var text = new StringWriter();
        On(text, width, ansi).Show(passage);
        return text.ToString();
    }

    private static Screen On(StringWriter text, int width, bool ansi = true)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = ansi ? AnsiSupport.Yes : AnsiSupport.No, ColorSystem = ansi ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors, Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        (console.Profile.Width, console.Profile.Capabilities.Unicode) = (width, true);
        return new Screen(console);
    }
}
