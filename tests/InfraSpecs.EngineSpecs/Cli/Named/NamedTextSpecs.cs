using InfraSpecs.Cli;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cli.Named;

/// <summary>What is wrong with a command line is said before any engine is asked.</summary>
public sealed class NamedTextSpecs
{
    [Theory]
    [InlineData("'Bad_Name' is no name; a name has up to 30 lower-case letters, digits and '-', and begins and ends with a letter or digit.", "up", "swarm", "Bad_Name")]
    [InlineData("'../x' is no name; a name has up to 30 lower-case letters, digits and '-', and begins and ends with a letter or digit.", "context", "../x")]
    [InlineData("Name what to end, or say --all.", "down")]
    [InlineData("Name what to end, or say --all.", "down", "demo", "--all")]
    [InlineData("--within is '0'; it must be seconds, 1 to 86400.", "up", "swarm", "--wait", "--within", "0")]
    [InlineData("--within is '1m'; it must be seconds, 1 to 86400.", "up", "swarm", "--wait", "--within", "1m")]
    [InlineData("--within says how long --wait waits; say that too.", "up", "stack", "shop.yml", "--within", "9")]
    [InlineData("Say one of --kill, --disconnect, --drain and --slow.", "break", "demo", "worker01")]
    [InlineData("Say one of --kill, --disconnect, --drain and --slow.", "break", "demo", "worker01", "--kill", "--drain")]
    public async Task A_command_line_that_cannot_be_meant_ends_with_2(string sentence, params string[] arguments)
    {
        var (code, said) = await SayAsync(arguments);
        code.Should().Be(2);
        said.Should().Contain(sentence);
    }

    [Fact]
    public async Task Without_an_engine_it_ends_with_2_and_a_sentence()
    {
        using var folder = new TemporaryFolder();
        var list = () => ListCommand.RunAsync(new EngineOptions { Endpoint = new Uri($"unix://{folder.At("none.sock")}") }, new VerbOutput(TextWriter.Null, TextWriter.Null), Token);
        (await list.Should().ThrowAsync<EngineException>()).Which.Message.Should().StartWith($"No Docker engine answers at unix://{folder.At("none.sock")}");
    }

    [Fact]
    public void Columns_are_as_wide_as_what_is_in_them() => ListCommand.Table([["NAME", "STATE"], ["a", "worker02 killed"], ["long-name", "ready"]])
        .Should().Equal("NAME       STATE", "a          worker02 killed", "long-name  ready");

    [Theory]
    [InlineData("stacks/shop.yml", "shop", "stacks/shop.yml")]
    [InlineData("front=stacks/shop.prod.yml", "front", "stacks/shop.prod.yml")]
    [InlineData("stacks/shop.prod.yml", "shop", "stacks/shop.prod.yml")]
    [InlineData("./a=b/shop.yml", "shop", "./a=b/shop.yml")]
    public void A_stack_is_called_as_was_said_or_as_its_file(string said, string name, string file) => UpSwarmCommand.StackOf(said).Should().Be((name, file));

    [Fact]
    public void Of_this_processs_variables_a_stack_file_gets_those_that_it_names() =>
        UpSwarmCommand.VariablesIn("image: ${HOME:-x} $PATH ${DOCKER_HOST} ${NOT_SET_ANYWHERE}").Keys.Should().BeEquivalentTo("HOME", "PATH");

    private static async Task<(int Code, string Text)> SayAsync(params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("dotnet", [typeof(SweepCommand).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["DOCKER_HOST"] = "unix:///nowhere.sock" },
        })!;
        var (code, output, error) = await NamedTool.EndAsync(process);
        return (code, output + error);
    }
}
