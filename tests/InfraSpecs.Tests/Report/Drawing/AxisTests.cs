using InfraSpecs.Report;

namespace InfraSpecs.Tests.Report.Drawing;

public sealed class AxisTests
{
    [Theory]
    [InlineData(0, "0, 1 ms")]
    [InlineData(7, "0, 2 ms, 4 ms, 6 ms")]
    [InlineData(43_500, "0, 10 s, 20 s, 30 s, 40 s")]
    [InlineData(225_000, "0, 60 s, 2 min, 3 min")]
    [InlineData(20_000_000, "0, 60 min, 2 h, 3 h, 4 h, 5 h")]
    public void Has_few_and_round_times(long span, string expected) => string.Join(", ", new Axis(1_000, 1_000 + span).Ticks.Select(it => it.Text).Take(6)).Should().Be(expected);

    [Fact]
    public void What_lies_beyond_ends_at_its_ends()
    {
        var axis = new Axis(100, 200);
        (axis.At(50), axis.At(150), axis.At(900), axis.Width(50, 150), axis.Width(180, 120)).Should().Be((0, 50, 100, 50, 0));
    }
}
