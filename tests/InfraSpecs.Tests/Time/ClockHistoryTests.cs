using InfraSpecs.Time;
using Microsoft.Extensions.Time.Testing;

namespace InfraSpecs.Tests.Time;

public sealed class ClockHistoryTests
{
    private static readonly DateTimeOffset Real = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Start = new(2028, 2, 29, 6, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Lead = TimeSpan.FromMilliseconds(100);

    private readonly FakeTimeProvider _time = new(Real);

    [Fact]
    public void Without_an_instant_it_shows_the_engines_time()
    {
        var history = new ClockHistory(_time, TimeSpan.FromSeconds(3), null);
        history.Begin();
        _time.Advance(TimeSpan.FromSeconds(1));
        history.Now.Should().Be(Real.AddSeconds(4));
        history.Read().Should().Equal(new ClockSpan(Real.AddSeconds(3), Real.AddSeconds(4), 1));
    }

    [Fact]
    public void A_jump_ends_a_span_and_begins_another()
    {
        var history = Begun();
        _time.Advance(TimeSpan.FromSeconds(10));
        history.Jump(Start.AddDays(1));
        _time.Advance(TimeSpan.FromSeconds(5));
        history.Read().Should().Equal(
            new ClockSpan(Start, Start.AddSeconds(10), 1),
            new ClockSpan(Start.AddDays(1), Start.AddDays(1).AddSeconds(5), 1));
    }

    [Fact]
    public void A_jump_leaves_a_change_of_speed_as_it_was_announced()
    {
        var history = Begun();
        history.Flow(0);
        history.Jump(Start.AddDays(1));
        _time.Advance(TimeSpan.FromSeconds(5));
        history.Now.Should().Be(Start.AddDays(1));
    }

    [Fact]
    public void A_run_is_a_span_between_two_and_nothing_jumps()
    {
        var history = Begun();
        history.Run(TimeSpan.FromHours(1), 60);
        history.UntilRunEnds().Should().Be(TimeSpan.FromMinutes(1) + Lead);
        _time.Advance(Lead + TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(2));
        history.UntilRunEnds().Should().Be(TimeSpan.Zero);
        var begin = Start + Lead;
        history.Read().Should().Equal(
            new ClockSpan(Start, begin, 1),
            new ClockSpan(begin, begin.AddHours(1), 60),
            new ClockSpan(begin.AddHours(1), begin.AddHours(1).AddSeconds(2), 1));
        history.Now.Should().Be(begin.AddHours(1).AddSeconds(2));
    }

    [Fact]
    public void Frozen_and_resumed()
    {
        var history = Begun();
        history.Flow(0);
        _time.Advance(TimeSpan.FromSeconds(10));
        history.Now.Should().Be(Start + Lead);
        history.Flow(ClockControl.RealSpeed);
        _time.Advance(TimeSpan.FromSeconds(10));
        history.Now.Should().Be(Start.AddSeconds(10));
        history.Read().Select(it => it.Speed).Should().Equal(1, 0, 1);
    }

    [Fact]
    public void A_run_that_is_stopped_goes_on_as_before_it()
    {
        var history = Begun();
        history.Flow(0);
        _time.Advance(TimeSpan.FromSeconds(1));
        history.Run(TimeSpan.FromHours(1), 60);
        _time.Advance(TimeSpan.FromSeconds(10));
        history.StopRun();
        _time.Advance(TimeSpan.FromSeconds(10));
        history.Read()[^1].Speed.Should().Be(0);
        history.Now.Should().Be((Start + Lead).AddMinutes(10));
    }

    [Fact]
    public void Real_time_again()
    {
        var history = new ClockHistory(_time, TimeSpan.Zero, Real.AddYears(-1));
        history.Begin();
        _time.Advance(TimeSpan.FromSeconds(1));
        history.Return();
        history.Now.Should().Be(Real.AddSeconds(1));
    }

    [Fact]
    public void A_control_file_that_comes_late_made_the_clock_leap()
    {
        var history = Begun();
        var soon = history.Run(TimeSpan.FromHours(2), 300);
        _time.Advance(TimeSpan.FromSeconds(9));
        history.Confirm(soon).Should().BeNull("that is a stall of the machine, which cron daemons do not notice");
        var late = history.Run(TimeSpan.FromHours(1), 1);
        _time.Advance(TimeSpan.FromSeconds(20));
        history.Confirm(late).Should().BeNull("slower is no leap forward");
        var fast = Begun().Run(TimeSpan.FromHours(2), 300);
        _time.Advance(TimeSpan.FromSeconds(11));
        history.Confirm(fast).Should().Be(TimeSpan.FromSeconds(10.9 * 300));
    }

    private ClockHistory Begun()
    {
        var history = new ClockHistory(_time, TimeSpan.Zero, Start);
        history.Begin();
        return history;
    }
}
