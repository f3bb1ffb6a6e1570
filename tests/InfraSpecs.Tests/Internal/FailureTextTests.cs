using InfraSpecs.Internal;

namespace InfraSpecs.Tests.Internal;

public sealed class FailureTextTests
{
    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(0.0004, "0.001 s")]
    [InlineData(0.25, "0.25 s")]
    [InlineData(3, "3 s")]
    [InlineData(62.54, "62.5 s")]
    [InlineData(120, "2 min")]
    [InlineData(125, "2 min 5 s")]
    [InlineData(7200, "120 min")]
    public void Durations_are_short_and_never_round_to_nothing(double seconds, string text) =>
        FailureText.Duration(TimeSpan.FromSeconds(seconds)).Should().Be(text);

    [Theory]
    [InlineData(0, "0 lines")]
    [InlineData(1, "1 line")]
    [InlineData(1_234_567, "1,234,567 lines")]
    public void Counts_agree_with_their_noun(long number, string text) => FailureText.Count(number, "line").Should().Be(text);

    [Fact]
    public void A_fact_of_several_lines_is_indented_as_one() =>
        FailureText.Compose("It broke.", ["Seen:\n| a\n| b"], "mend it.").Should().Be("It broke.\n  Seen:\n  | a\n  | b\n  What to do: mend it.");
}
