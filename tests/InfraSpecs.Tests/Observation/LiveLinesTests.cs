using InfraSpecs.Observation;
using Microsoft.Extensions.Time.Testing;

namespace InfraSpecs.Tests.Observation;

public sealed class LiveLinesTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void The_last_are_kept_each_with_its_time_and_the_others_are_counted()
    {
        var lines = new LiveLines(_time);
        for (var number = 1; number <= 250; number++) lines.Add(number, number == 250, _time.GetUtcNow().AddMilliseconds(number), $"line {number}");
        var (last, dropped) = lines.Read();
        (last.Count, dropped).Should().Be((200, 50));
        last[^1].Should().Equal("err", "2026-11-29T12:00:00.250Z", "line 250");
        last[0].Should().Equal("out", "2026-11-29T12:00:00.051Z", "line 51");
    }

    [Fact]
    public void A_line_without_an_end_does_not_fill_the_memory()
    {
        var lines = new LiveLines(_time);
        lines.Add(1, false, _time.GetUtcNow(), new string('x', 1 << 20));
        lines.Read().Lines.Single()[2].Should().HaveLength(4097).And.EndWith("…");
    }

    [Fact]
    public void More_than_500_in_a_second_are_too_many_and_500_in_each_are_not()
    {
        var (lines, all) = (new LiveLines(_time), 0L);
        for (var second = 0; second < 3; second++)
        {
            for (var number = 0; number < 500; number++) lines.Add(++all, false, _time.GetUtcNow(), "x");
            lines.IsTooMuch.Should().BeFalse();
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        for (var number = 0; number < 501; number++) lines.Add(++all, false, _time.GetUtcNow(), "x");
        lines.IsTooMuch.Should().BeTrue();
    }

    [Fact]
    public void A_log_that_is_read_again_is_told_once()
    {
        var lines = new LiveLines(_time);
        foreach (var number in new[] { 1, 2, 1, 2, 3 }) lines.Add(number, false, _time.GetUtcNow(), $"line {number}");
        lines.Read().Lines.Select(it => it[2]).Should().Equal("line 1", "line 2", "line 3");
    }
}
