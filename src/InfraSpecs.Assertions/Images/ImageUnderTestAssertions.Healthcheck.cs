using FluentAssertions;
using InfraSpecs.Assertions.Images;

namespace InfraSpecs.Assertions;

public sealed partial class ImageUnderTestAssertions
{
    private IReadOnlyList<string> HealthTest => Subject.Config.Healthcheck?.Test is { Count: > 0 } test && test[0] != "NONE" ? test : [];

    /// <summary>There is a health check.</summary>
    /// <param name="test">As the configuration has it, word by word: "CMD", "/check", "--fast", or "CMD-SHELL", "curl -f localhost"; no word for any.</param>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> HaveHealthcheck(params string[] test) => HaveHealthcheck(test, "");

    /// <inheritdoc cref="HaveHealthcheck(string[])" path="/*[not(self::param)]"/>
    /// <param name="test">As the configuration has it, word by word: "CMD", "/check", "--fast", or "CMD-SHELL", "curl -f localhost"; no word for any.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> HaveHealthcheck(IEnumerable<string> test, string because, params object[] becauseArgs)
    {
        var words = test.ToList();
        return Verify(
            HealthTest.Count > 0 && (words.Count == 0 || HealthTest.SequenceEqual(words)), (because, becauseArgs),
            words.Count == 0 ? "to have a health check" : $"to have health check {ConfigText.Words(words)}",
            HealthTest.Count == 0 ? "it has none" : $"found {ConfigText.Words(HealthTest)}");
    }

    /// <summary>There is no health check, or it is turned off by <c>HEALTHCHECK NONE</c>.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> HaveNoHealthcheck(string because = "", params object[] becauseArgs) =>
        Verify(HealthTest.Count == 0, (because, becauseArgs), "to have no health check", $"found {ConfigText.Words(HealthTest)}");
}
