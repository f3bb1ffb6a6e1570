namespace InfraSpecs.Tests.Connection;

public sealed class EngineClockTests
{
    private static readonly DateTimeOffset Asked = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 0)]
    [InlineData(990, 0)]
    [InlineData(1000, 0)]
    [InlineData(1500, 1000)]
    [InlineData(-3_600_000, -3_600_500)]
    public void A_slow_answer_is_no_difference_and_beyond_it_the_middle_counts(double shown, double ahead) =>
        EngineClock.Ahead(Asked, TimeSpan.FromSeconds(1), Asked.AddMilliseconds(shown)).Should().Be(TimeSpan.FromMilliseconds(ahead));
}
