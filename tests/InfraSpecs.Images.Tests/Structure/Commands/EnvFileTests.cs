using InfraSpecs.Images.Structure.Commands;

namespace InfraSpecs.Images.Tests.Structure.Commands;

public sealed class EnvFileTests
{
    [Theory]
    [InlineData("A=1\r\n# c\n\nB = two ", "A=1;B=two")]
    [InlineData("export A=1", "A=1")]
    [InlineData("A: 1", "A=1")]
    [InlineData("A='$B # x'", "A=$B # x")]
    [InlineData("A=\"a\\nb\" # x", "A=a\nb")]
    [InlineData("A=x # comment", "A=x")]
    [InlineData("A=x#y", "A=x#y")]
    [InlineData("A=1\nB=${A}2", "A=1;B=12")]
    [InlineData("A=\nB=1", "B=1")]
    public void Files_of_variables_are_read(string text, string expected) => EnvFile.Parse(text)!.Select(it => $"{it.Name}={it.Value}").Should().Equal(expected.Split(';'));

    [Fact]
    public void What_is_none_is_none() => EnvFile.Parse("just words").Should().BeNull();
}
