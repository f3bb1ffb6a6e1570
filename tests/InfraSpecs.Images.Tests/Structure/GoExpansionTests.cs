using InfraSpecs.Images.Structure;

namespace InfraSpecs.Images.Tests.Structure;

public sealed class GoExpansionTests
{
    private static readonly Dictionary<string, string> Image = new() { ["PATH"] = "/bin", ["A1_b"] = "x", ["empty"] = "" };

    [Theory]
    [InlineData("no variable", "no variable")]
    [InlineData("$PATH:/opt", "/bin:/opt")]
    [InlineData("${PATH}x", "/binx")]
    [InlineData("$A1_b-", "x-")]
    [InlineData("[$empty]", "[]")]
    [InlineData("5$", "5$")]
    [InlineData("$ x", "$ x")]
    [InlineData("$.", "$.")]
    [InlineData("a${}b", "ab")]
    [InlineData("a${PATH", "aPATH")]
    [InlineData("$(echo x)", "$(echo x)")]
    public void Variables_are_replaced_as_Go_does(string text, string expected)
    {
        var missing = new List<string>();
        GoExpansion.Expand(text, Image, missing).Should().Be(expected);
        missing.Where(it => it.Length > 3 || !it.StartsWith("${", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("x=1; echo [$x]", "x=1; echo []", "$x")]
    [InlineData("$HOME", "", "$HOME")]
    [InlineData("a$1b", "ab", "$1")]
    [InlineData("$?$$", "", "$?,$$")]
    [InlineData("${PATH:-none}", "", "${PATH:-none}")]
    [InlineData("${?}", "", "${?}")]
    public void What_has_no_value_becomes_nothing_and_is_named(string text, string expected, string names)
    {
        var missing = new List<string>();
        GoExpansion.Expand(text, Image, missing).Should().Be(expected);
        missing.Should().Equal(names.Split(','));
    }
}
