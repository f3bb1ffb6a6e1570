using InfraSpecs.Time;

namespace InfraSpecs.Tests.Time;

public sealed class ClockControlTests
{
    private static readonly DateTimeOffset Real = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Shown = new(2028, 2, 29, 6, 24, 0, TimeSpan.Zero);

    [Fact]
    public void Its_line_is_what_the_library_reads() =>
        new ClockControl(Real, Shown, 1000, 60_000, TimeSpan.FromSeconds(2), 0).ToString()
            .Should().Be("1795435200000000000 1835418240000000000 1000 60000 2000000000 0\n");

    [Fact]
    public void It_runs_as_before_until_its_change_then_fast_and_then_on()
    {
        var control = new ClockControl(Real, Shown, 1000, 60_000, TimeSpan.FromSeconds(2), 500);
        control.At(Real.AddSeconds(-1)).Should().Be(Shown.AddSeconds(-1));
        control.At(Real).Should().Be(Shown);
        control.At(Real.AddSeconds(1)).Should().Be(Shown.AddMinutes(1));
        control.At(Real.AddSeconds(2)).Should().Be(Shown.AddMinutes(2));
        control.At(Real.AddSeconds(6)).Should().Be(Shown.AddMinutes(2).AddSeconds(2));
        new[] { -1, 1, 3 }.Select(it => control.SpeedAt(Real.AddSeconds(it))).Should().Equal(1000, 60_000, 500);
    }

    [Fact]
    public void A_long_time_at_the_fastest_speed_is_exact() =>
        ClockControl.Steady(Real, Shown, 300_000).At(Real.AddHours(24)).Should().Be(Shown.AddDays(300));
}
