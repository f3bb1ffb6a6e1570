namespace InfraSpecs.Cron.Tests.Schedules;

/// <summary>The nights on which the wall clock leaps, as the daemons go through them.</summary>
public sealed class DaylightSavingTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    [Theory]
    [InlineData("30 2 * * *", "03:00 +02")]
    [InlineData("15,45 2 * * *", "03:00 +02", "03:00 +02")]
    [InlineData("*/30 2 * * *")]
    [InlineData("30 * * * *", "01:30 +01", "03:30 +02", "04:30 +02", "05:30 +02")]
    [InlineData("0 3 * * *", "03:00 +02")]
    [InlineData("*/30 * * * *", "01:30 +01", "03:00 +02", "03:30 +02", "04:00 +02", "04:30 +02", "05:00 +02", "05:30 +02")]
    public void Spring_in_Berlin(string schedule, params string[] due) => Night(schedule, Berlin, "2025-03-30T00:00Z").Should().Equal(due);

    [Theory]
    [InlineData("30 2 * * *", "02:30 +02")]
    [InlineData("*/30 2 * * *", "02:00 +02", "02:30 +02", "02:00 +01", "02:30 +01")]
    [InlineData("30 * * * *", "02:30 +02", "02:30 +01", "03:30 +01", "04:30 +01")]
    [InlineData("0 3 * * *", "03:00 +01")]
    public void Autumn_in_Berlin(string schedule, params string[] due) => Night(schedule, Berlin, "2025-10-25T23:50Z").Should().Equal(due);

    [Theory]
    [InlineData("30 2 * * *", "03:00 -04")]
    [InlineData("*/30 2 * * *")]
    public void Spring_in_New_York(string schedule, params string[] due) => Night(schedule, NewYork, "2025-03-09T06:00Z").Should().Equal(due);

    [Theory]
    [InlineData("30 1 * * *", "01:30 -04")]
    [InlineData("*/30 1 * * *", "01:00 -04", "01:30 -04", "01:00 -05", "01:30 -05")]
    public void Autumn_in_New_York(string schedule, params string[] due) => Night(schedule, NewYork, "2025-11-02T04:50Z").Should().Equal(due);

    [Theory]
    [InlineData("2025-03-30T00:00Z")]
    [InlineData("2025-10-25T23:50Z")]
    public void A_minutely_job_has_neither_gap_nor_double(string from)
    {
        var start = DateTimeOffset.Parse(from, null);
        var due = CronSchedule.Parse("* * * * *").DueBetween(start, start.AddHours(4), Berlin);
        due.Should().Equal(Enumerable.Range(1, 240).Select(it => start.AddMinutes(it)));
    }

    [Fact]
    public void Busybox_runs_what_the_wall_clock_shows_however_often_that_is()
    {
        Night("30 2 * * *", Berlin, "2025-03-30T00:00Z", CronDaemon.Busybox).Should().BeEmpty();
        Night("30 2 * * *", Berlin, "2025-10-25T23:50Z", CronDaemon.Busybox).Should().Equal("02:30 +02", "02:30 +01");
    }

    [Fact]
    public void The_next_instant_heeds_them_too()
    {
        var before = DateTimeOffset.Parse("2025-03-29T12:00Z", null);
        CronSchedule.Parse("30 2 * * *").NextAfter(before, Berlin).Should().Be(DateTimeOffset.Parse("2025-03-30T01:00Z", null));
        CronSchedule.Parse("*/30 2 * * *").NextAfter(before, Berlin).Should().Be(DateTimeOffset.Parse("2025-03-31T00:00Z", null));
    }

    private static IEnumerable<string> Night(string schedule, TimeZoneInfo zone, string from, CronDaemon daemon = CronDaemon.Debian)
    {
        var start = DateTimeOffset.Parse(from, null);
        return CronSchedule.Parse(schedule, daemon).DueBetween(start, start.AddHours(3.75), zone).Select(it => $"{TimeZoneInfo.ConvertTime(it, zone):HH:mm zz}");
    }
}
