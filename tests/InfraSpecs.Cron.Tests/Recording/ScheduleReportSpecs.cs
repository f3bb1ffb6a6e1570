namespace InfraSpecs.Cron.Tests.Recording;

public sealed class ScheduleReportSpecs
{
    private static readonly DateTimeOffset Start = new(2027, 3, 1, 5, 0, 30, TimeSpan.Zero);

    [Fact]
    public void Each_run_in_its_minute_follows()
    {
        var report = Compare("*/5 * * * *", 1, "05:05:01", "05:10:02", "05:15:00");
        report.IsFollowed.Should().BeTrue();
        report.OnTime.Select(it => it.Run.Number).Should().Equal(1, 2, 3);
    }

    [Fact]
    public void What_did_not_come_is_missed_at_its_own_instant()
    {
        var report = Compare("* * * * *", 60, [.. Enumerable.Range(1, 19).Where(it => it != 7).Select(it => $"05:{it:00}:30")]);
        Times(report.Missed.Select(it => it.At)).Should().Equal("05:07:00");
        report.OnTime.Should().HaveCount(18);
        report.IsFollowed.Should().BeFalse();
    }

    [Fact]
    public void What_came_twice_is_doubled()
    {
        var report = Compare("*/5 * * * *", 1, "05:05:01", "05:05:02", "05:10:01", "05:15:01");
        report.Doubled.Select(it => it.Number).Should().Equal(2);
        report.IsFollowed.Should().BeFalse();
    }

    [Fact]
    public void What_came_after_its_time_is_late()
    {
        var report = Compare("*/5 * * * *", 1, "05:05:01", "05:12:00", "05:15:01");
        report.Late.Select(it => (it.Run.Number, it.Due.At.Minute)).Should().Equal((2, 10));
        report.Missed.Should().BeEmpty();
    }

    [Fact]
    public void What_came_when_nothing_was_due_is_unexpected()
    {
        var report = Compare("*/5 * * * *", 1, "05:05:01", "05:07:30", "05:10:01", "05:15:01");
        report.Unexpected.Select(it => it.Number).Should().Equal(2);
        report.Missed.Should().BeEmpty();
    }

    [Fact]
    public void What_cron_makes_up_for_on_a_fast_clock_is_neither_late_nor_missed()
    {
        var report = Compare("* * * * *", 60, [.. Enumerable.Range(1, 19).Select(it => it is 6 or 7 ? "05:08:2" + it : $"05:{it:00}:30")]);
        report.IsFollowed.Should().BeTrue();
    }

    [Fact]
    public void Where_nothing_was_due_nothing_is_followed()
    {
        var report = Compare("25 6 * * *", 1);
        report.WasDue.Should().BeFalse();
        report.IsFollowed.Should().BeFalse();
    }

    [Fact]
    public void What_falls_due_in_the_last_moments_may_come_and_need_not()
    {
        Compare("20 5 * * *", 60).WasDue.Should().BeFalse();
        var report = Compare("20 5 * * *", 60, "05:20:00");
        report.OnTime.Should().HaveCount(1);
        report.IsFollowed.Should().BeTrue();
    }

    /// <summary>Twenty minutes from 05:00:30 on, but for half a minute.</summary>
    private static ScheduleReport Compare(string schedule, double speed, params string[] starts) => new CronRuns
    {
        Container = "cron-1",
        All = [.. starts.Select((it, index) => new CronRun { Number = index + 1, StartedAt = Start.Date + TimeSpan.Parse(it, null), Command = "task.sh" })],
        Count = starts.Length,
        Daemon = CronDaemon.Debian,
        Zone = TimeZoneInfo.Utc,
        Spans = [new ClockSpan(Start, Start.AddSeconds(1170), speed)],
        Log = new LogSnapshot { Container = "cron-1", Source = "/var/log/cron.log", Pattern = ".", LineCount = 0, MatchCount = 0, Matches = [], LastLines = [] },
    }.CompareWith(CronSchedule.Parse(schedule));

    private static IEnumerable<string> Times(IEnumerable<DateTimeOffset> instants) => instants.Select(it => $"{it:HH:mm:ss}");
}
