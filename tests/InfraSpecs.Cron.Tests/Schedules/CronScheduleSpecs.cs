namespace InfraSpecs.Cron.Tests.Schedules;

public sealed class CronScheduleSpecs
{
    private static readonly DateTimeOffset NewYear = new(2028, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("25 6 * * *", "01-01 06:25", "01-02 06:25", "01-03 06:25")]
    [InlineData("*/20 * * * *", "01-01 00:20", "01-01 00:40", "01-01 01:00")]
    [InlineData("0,30 8-9 * * *", "01-01 08:00", "01-01 08:30", "01-01 09:00", "01-01 09:30", "01-02 08:00")]
    [InlineData("10-40/15 0 * * *", "01-01 00:10", "01-01 00:25", "01-01 00:40", "01-02 00:10")]
    [InlineData("0 0 29 * *", "01-29 00:00", "02-29 00:00", "03-29 00:00")]
    [InlineData("0 0 31 * *", "01-31 00:00", "03-31 00:00")]
    [InlineData("0 12 * FEB sat", "02-05 12:00", "02-12 12:00")]
    [InlineData("0 12 * * 7", "01-02 12:00", "01-09 12:00")]
    [InlineData("0 12 * * Fri-7", "01-01 12:00", "01-02 12:00", "01-07 12:00", "01-08 12:00")]
    [InlineData("*/90 3 * * *", "01-01 03:00", "01-02 03:00")]
    [InlineData("@hourly", "01-01 01:00", "01-01 02:00")]
    [InlineData("@daily", "01-02 00:00", "01-03 00:00")]
    [InlineData("@midnight", "01-02 00:00", "01-03 00:00")]
    [InlineData("@weekly", "01-02 00:00", "01-09 00:00")]
    [InlineData("@monthly", "02-01 00:00", "03-01 00:00")]
    [InlineData("  5\t4 * *  * ", "01-01 04:05", "01-02 04:05")]
    public void The_minutes_of_a_schedule(string text, params string[] due) =>
        Next(CronSchedule.Parse(text), due.Length).Should().Equal(due);

    [Theory]
    [InlineData("@yearly")]
    [InlineData("@annually")]
    public void Once_a_year(string text) =>
        CronSchedule.Parse(text).NextAfter(NewYear, TimeZoneInfo.Utc).Should().Be(NewYear.AddYears(1));

    [Fact]
    public void Days_of_the_month_and_of_the_week_are_alternatives() =>
        Next(CronSchedule.Parse("0 0 13 * 5"), 3).Should().Equal("01-07 00:00", "01-13 00:00", "01-14 00:00");

    [Fact]
    public void Unless_one_of_them_begins_with_a_star() =>
        Next(CronSchedule.Parse("0 0 */2 * 5"), 2).Should().Equal(["01-07 00:00", "01-21 00:00"], "Fridays on odd days");

    [Fact]
    public void Busybox_goes_by_what_they_mean_and_counts_days_from_0() =>
        Next(CronSchedule.Parse("0 0 */2 * 5", CronDaemon.Busybox), 4).Should().Equal("01-02 00:00", "01-04 00:00", "01-06 00:00", "01-07 00:00");

    [Fact]
    public void Busybox_takes_hours_over_midnight() =>
        Next(CronSchedule.Parse("0 22-1 * * *", CronDaemon.Busybox), 4).Should().Equal("01-01 01:00", "01-01 22:00", "01-01 23:00", "01-02 00:00");

    [Theory]
    [InlineData("0 0 30 2 *")]
    [InlineData("0 0 31 4,6,9,11 *")]
    public void A_day_that_never_comes(string text) => CronSchedule.Parse(text).NextAfter(NewYear, TimeZoneInfo.Utc).Should().BeNull();

    [Fact]
    public void A_leap_day_is_found_years_ahead() =>
        CronSchedule.Parse("0 0 29 2 *").NextAfter(NewYear.AddMonths(3), TimeZoneInfo.Utc).Should().Be(new DateTimeOffset(2032, 2, 29, 0, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("* * * * *", true)]
    [InlineData("*/30 2 * * *", true)]
    [InlineData("25 * * * *", true)]
    [InlineData("0-59 0-23 * * *", false)]
    [InlineData("25 6 * * *", false)]
    [InlineData("@hourly", true)]
    [InlineData("@daily", false)]
    public void Wildcard_times_are_what_begins_with_a_star(string text, bool isWildcard) => CronSchedule.Parse(text).HasWildcardTime.Should().Be(isWildcard);

    private static List<string> Next(CronSchedule schedule, int count)
    {
        List<string> due = [];
        var at = NewYear;
        while (due.Count < count)
        {
            at = schedule.NextAfter(at, TimeZoneInfo.Utc)!.Value;
            due.Add($"{at:MM-dd HH:mm}");
        }

        return due;
    }
}
