using System.CommandLine;

namespace InfraSpecs.Cli.Tests;

public sealed class VerbsTests
{
    private static readonly RootCommand Root = Verbs.CreateRoot();

    /// <summary>What it prints is for a shell alone.</summary>
    private static readonly string[] WithoutJson = ["completion"];

    private static readonly string[] WithVerdicts = ["lint", "diff", "test", "test image"];

    private static IEnumerable<Command> All => With(Root).Where(it => it.Action is not null);

    [Fact]
    public void Each_verb_that_tells_something_tells_it_to_programs_too() =>
        All.Where(it => !it.Options.OfType<JsonOption>().Any()).Select(Examples.PathOf).Should().Equal(WithoutJson, "all others take --json: give the verb its action by SetVerb");

    [Fact]
    public void Each_example_is_taken_with_it_and_tells_JSON_then()
    {
        foreach (var example in Examples.Of.Where(it => it.Key.Length > 0 && !WithoutJson.Contains(it.Key)).SelectMany(it => it.Value))
        {
            var line = example[example.IndexOf("infraspecs ", StringComparison.Ordinal)..]["infraspecs ".Length..].TrimEnd('"', ')').Split(" > ")[0];
            var parsed = Root.Parse(line.Contains("--json") ? line : $"{line} --json");
            parsed.Errors.Should().BeEmpty(example);
            JsonOption.FormatOf(parsed).Should().Be(OutputFormat.Json, example);
            JsonOption.FormatOf(Root.Parse(line)).Should().Be(line.Contains("junit") ? OutputFormat.JUnit : line.Contains("--json") ? OutputFormat.Json : OutputFormat.Text, example);
        }
    }

    [Fact]
    public void Verbs_that_give_verdicts_give_them_as_JUnit() =>
        All.Where(it => it.Options.OfType<FormatOption>().Any()).Select(Examples.PathOf).Should().BeEquivalentTo(WithVerdicts);

    [Theory]
    [InlineData("diff a b", "Text")]
    [InlineData("diff a b -o text", "Text")]
    [InlineData("diff a b -o json", "Json")]
    [InlineData("diff a b --output junit", "JUnit")]
    [InlineData("diff a b -o junit --json", "Json")]
    [InlineData("diff a b --json false", "Text")]
    [InlineData("test image a -c b -j", "Json")]
    [InlineData("lint a -o junit", "JUnit")]
    [InlineData("write a -o json", "Text")]
    [InlineData("lint --json", "Json")]
    [InlineData("up --json", "Json")]
    [InlineData("nonsense --json", "Json")]
    [InlineData("nonsense", "Text")]
    public void What_was_asked_for_is_known_also_where_the_rest_is_wrong(string line, string format) => $"{JsonOption.FormatOf(Root.Parse(line))}".Should().Be(format);

    [Fact]
    public void A_format_that_is_not_there_is_refused() =>
        Root.Parse("lint a -o html").Errors.Should().ContainSingle().Which.Message.Should().Be("--output html is not supported; there are text, json, junit.");

    private static IEnumerable<Command> With(Command command) => command.Subcommands.SelectMany(With).Prepend(command);
}
