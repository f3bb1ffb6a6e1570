namespace InfraSpecs.Swarm.Tests.Stacks;

public sealed class ComposeVariablesTests
{
    private static readonly ComposeVariables Variables = new(new Dictionary<string, string> { ["TAG"] = "1.2", ["EMPTY"] = "", ["KEY"] = "s3cret!", ["A"] = "api" });

    [Theory]
    [InlineData("x:$TAG", "x:1.2")]
    [InlineData("x:${TAG}", "x:1.2")]
    [InlineData("x:${TAG:-2}", "x:1.2")]
    [InlineData("x:${NONE:-2}", "x:2")]
    [InlineData("x:${NONE-2}", "x:2")]
    [InlineData("x:${EMPTY:-2}", "x:2")]
    [InlineData("x:${EMPTY-2}", "x:")]
    [InlineData("x:${NONE:?must be}", "x:")]
    [InlineData("x:${NONE}", "x:")]
    [InlineData("$$TAG", "$TAG")]
    [InlineData("100 $", "100 $")]
    public void They_are_put_in_as_the_command_line_does(string text, string expected) => Variables.Expand(text).Should().Be(expected);

    [Fact]
    public void Unknown_are_those_that_nothing_stands_in_for() =>
        Variables.Unknown("$ONE ${TWO} ${TWO} ${THREE:-3} ${FOUR:?needed} $$FIVE $TAG $HOME").Should().Equal("ONE", "TWO");

    [Fact]
    public void Values_are_hidden_long_ones_anywhere_and_short_ones_as_words() =>
        Variables.Hide("service api of my-api_x: with-s3cret!-inside, apiary 1.2").Should().Be("service ${A} of my-api_x: with-${KEY}-inside, apiary ${TAG}");
}
