namespace InfraSpecs.Tests.Extensibility;

public sealed class LikenessTests
{
    [Theory]
    [InlineData("dmo", "demo")]
    [InlineData("DEMO", "demo")]
    [InlineData("worker1", "worker01")]
    [InlineData("shop", null)]
    [InlineData("", null)]
    public void The_nearest_word_is_the_one_with_the_fewest_changes_if_they_are_few(string written, string? meant) =>
        Likeness.Nearest(written, ["worker02", "worker01", "demo"]).Should().Be(meant);
}
