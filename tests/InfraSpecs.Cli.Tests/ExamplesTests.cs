using System.CommandLine;

namespace InfraSpecs.Cli.Tests;

public sealed class ExamplesTests
{
    private static readonly RootCommand Root = Verbs.CreateRoot();

    [Fact]
    public void Each_verb_has_examples_and_its_help_ends_with_them()
    {
        foreach (var command in With(Root).Where(it => it.Action is not null || it == Root))
        {
            var path = Examples.PathOf(command);
            Examples.Of.Should().ContainKey(path);
            using var output = new StringWriter();
            Root.Parse($"{path} --help").Invoke(new InvocationConfiguration { Output = output }).Should().Be(0);
            output.ToString().TrimEnd().Should().EndWith(string.Concat(Examples.Of[path].Select(it => $"  {it}\n")).TrimEnd());
        }
    }

    [Fact]
    public void Each_example_is_one_that_the_command_takes()
    {
        foreach (var example in Examples.Of.Values.SelectMany(it => it))
        {
            var line = example[example.IndexOf("infraspecs ", StringComparison.Ordinal)..]["infraspecs ".Length..].TrimEnd('"', ')').Split(" > ")[0];
            Root.Parse(line).Errors.Should().BeEmpty(example);
        }
    }

    private static IEnumerable<Command> With(Command command) => command.Subcommands.SelectMany(With).Prepend(command);
}
