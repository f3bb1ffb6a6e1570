namespace InfraSpecs.Cron.Tests.Schedules;

/// <summary>The next instant, in nights on which the clock on the wall leaps and in others.</summary>
public sealed class NextAfterTests
{
    // {0} is the day of the month, {1} the month, {2} the hour in which the clock leaps.
    private static readonly string[] Schedules =
    [
        "*/20 {2} {0} {1} *", "53 {2} * * *", "* * * * *", "0 0 * * *", "30 * * * *", "*/7 * * * *", "15,45 {2} * * *", "0-10/5 {2} {0} * *", "5 0-3 * * *",
        "59 23 * * *", "0 */2 * * *", "10 1,2,3 * * 0", "*/15 {2} * * 1-5", "0 12 {0} {1} *", "30 {2} {0} * 3", "0 3 1 * *", "1 0 * {1} *", "29 {2} {0} {1} *", "* {2} {0} {1} *",
    ];

    [Theory]
    [InlineData("*/20 2 31 10 *", "Europe/Berlin", "2027-10-31T00:41Z", "2027-10-31T01:00Z")]
    [InlineData("53 1 * * *", "America/New_York", "2027-11-07T06:35Z", "2027-11-08T06:53Z")]
    [InlineData("30 2 31 10 *", "Europe/Berlin", "2027-10-31T00:29Z", "2027-10-31T00:30Z")]
    [InlineData("30 2 31 10 *", "Europe/Berlin", "2027-10-31T00:30Z", "2028-10-31T01:30Z")]
    [InlineData("* 2 31 10 *", "Europe/Berlin", "2027-10-31T00:59Z", "2027-10-31T01:00Z")]
    [InlineData("*/30 1 4 4 *", "Australia/Lord_Howe", "2027-04-03T14:59Z", "2027-04-03T15:00Z")]
    [InlineData("45 1 * * *", "Australia/Lord_Howe", "2027-04-03T15:05Z", "2027-04-04T15:15Z")]
    [InlineData("30 2 * * *", "Australia/Sydney", "2027-10-02T15:59Z", "2027-10-02T16:00Z")]
    [InlineData("0 0 5 9 *", "America/Santiago", "2027-09-05T03:59Z", "2027-09-05T04:00Z")]
    [InlineData("0 23 3 4 *", "America/Santiago", "2027-04-04T03:00Z", "2028-04-04T03:00Z")]
    [InlineData("*/10 23 3 4 *", "America/Santiago", "2027-04-04T02:50Z", "2027-04-04T03:00Z")]
    public void Nights_of_2027(string schedule, string zone, string after, string next) => Next(schedule, zone, after).Should().Be(DateTimeOffset.Parse(next, null));

    [Theory]
    [InlineData(CronDaemon.Debian, "2027-11-01T01:30Z")]
    [InlineData(CronDaemon.Cronie, "2027-11-01T01:30Z")]
    [InlineData(CronDaemon.Busybox, "2027-10-31T01:30Z")]
    public void What_has_run_in_summer_time_is_repeated_by_busybox_only(CronDaemon daemon, string next) =>
        Next("30 2 * * *", "Europe/Berlin", "2027-10-31T00:40Z", daemon).Should().Be(DateTimeOffset.Parse(next, null));

    [Fact]
    public void A_daemon_that_starts_in_the_second_hour_knows_nothing_of_the_first()
    {
        var (start, berlin) = (DateTimeOffset.Parse("2027-10-31T01:10Z", null), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        CronSchedule.Parse("30 2 * * *").NextAfter(start, berlin, since: start).Should().Be(start.AddMinutes(20));
    }

    [Theory]
    [InlineData("Europe/Berlin", "2027-03-28T01:00Z")]
    [InlineData("Europe/Berlin", "2027-10-31T01:00Z")]
    [InlineData("America/New_York", "2027-03-14T07:00Z")]
    [InlineData("America/New_York", "2027-11-07T06:00Z")]
    [InlineData("Australia/Lord_Howe", "2027-04-03T15:00Z")]
    [InlineData("Australia/Lord_Howe", "2027-10-02T15:30Z")]
    [InlineData("America/Santiago", "2027-04-04T03:00Z")]
    [InlineData("America/Santiago", "2027-09-05T04:00Z")]
    [InlineData("Africa/Cairo", "2027-04-29T22:00Z")]
    [InlineData("Africa/Cairo", "2027-10-28T21:00Z")]
    [InlineData("Pacific/Apia", "2011-12-30T10:00Z")]
    [InlineData("Antarctica/Troll", "2027-03-28T01:00Z")]
    [InlineData("Antarctica/Troll", "2027-10-31T01:00Z")]
    [InlineData("Asia/Kathmandu", "2027-06-30T18:15Z")]
    public void It_agrees_with_each_minute_of_the_daemons_main_loop(string zone, string leap)
    {
        var (at, found) = (DateTimeOffset.Parse(leap, null), TimeZoneInfo.FindSystemTimeZoneById(zone));
        var shown = TimeZoneInfo.ConvertTime(at.AddMinutes(-1), found);
        var oracle = new WallClockOracle(at.AddDays(-2), 10, found);
        foreach (var schedule in Schedules.Select(it => string.Format(null, it, shown.Day, shown.Month, shown.Hour)))
        {
            foreach (var daemon in Enum.GetValues<CronDaemon>())
            {
                var (runs, parsed) = (oracle.Runs(schedule, daemon), CronSchedule.Parse(schedule, daemon));
                foreach (var after in Enumerable.Range(-3, 9).Select(it => at.AddMinutes(it * 37)))
                {
                    var next = parsed.NextAfter(after, found);
                    if (next >= at.AddDays(8)) next = null; // more than the oracle saw
                    next.Should().Be(runs.Cast<DateTimeOffset?>().FirstOrDefault(it => it > after), "of {0} after {1:u} in {2}, by {3}", schedule, after, zone, daemon);
                }
            }
        }
    }

    private static DateTimeOffset? Next(string schedule, string zone, string after, CronDaemon daemon = CronDaemon.Debian) =>
        CronSchedule.Parse(schedule, daemon).NextAfter(DateTimeOffset.Parse(after, null), TimeZoneInfo.FindSystemTimeZoneById(zone));
}
