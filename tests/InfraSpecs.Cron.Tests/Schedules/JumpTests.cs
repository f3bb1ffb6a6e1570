namespace InfraSpecs.Cron.Tests.Schedules;

/// <summary>What the daemons owe when the clock jumps: virtual time's table of Debian's cron, checked in its source, cronie's and busybox's.</summary>
public sealed class JumpTests
{
    private static readonly DateTimeOffset Start = new(2027, 3, 1, 5, 0, 30, TimeSpan.Zero);

    [Theory]
    [InlineData(1, "05:11")]
    [InlineData(5, "05:11", "05:12", "05:13", "05:14", "05:15")]
    [InlineData(6, "05:16")]
    [InlineData(180, "08:10")]
    [InlineData(181, "08:11")]
    public void A_minutely_job_is_made_up_for_up_to_five_minutes(int minutes, params string[] forMinutes) =>
        AfterJump("* * * * *", minutes).Should().Equal(forMinutes);

    [Theory]
    [InlineData(5)]
    [InlineData(75, "06:25")]
    [InlineData(80, "06:25")]
    [InlineData(180, "06:25")]
    [InlineData(181)]
    [InlineData((24 * 60) + 75, "06:25")]
    public void A_daily_job_is_made_up_for_up_to_three_hours(int minutes, params string[] forMinutes) =>
        AfterJump("25 6 * * *", minutes).Should().Equal(forMinutes);

    [Theory]
    [InlineData(80)]
    [InlineData(75, "06:25")]
    [InlineData(15, "05:25")]
    public void An_hourly_job_is_wild_and_runs_only_in_its_minute(int minutes, params string[] forMinutes) =>
        AfterJump("25 * * * *", minutes).Should().Equal(forMinutes);

    [Theory]
    [InlineData("* * * * *", 20, "05:30")]
    [InlineData("*/15 * * * *", 59, "06:00")]
    [InlineData("25 6 * * *", 59)]
    [InlineData("25 5 * * *", 59, "05:25")]
    [InlineData("* * * * *", 61)]
    public void Busybox_runs_each_job_once_up_to_an_hour_and_none_beyond(string schedule, int minutes, params string[] forMinutes) =>
        AfterJump(schedule, minutes, CronDaemon.Busybox).Should().Equal(forMinutes);

    [Fact]
    public void What_is_made_up_for_is_due_at_the_jump_and_each_may_come_ten_seconds_after_the_one_before()
    {
        var jump = Start.AddMinutes(13);
        var due = CronSchedule.Parse("* * * * *").DueIn([new(Start, Start.AddMinutes(10), 60), new(jump, jump.AddMinutes(1), 1)], TimeZoneInfo.Utc);
        due.Skip(10).Take(3).Select(it => (it.At, it.Until)).Should().Equal(
            (jump, jump.AddSeconds(5)), (jump, jump.AddSeconds(15)), (jump, jump.AddSeconds(25)));
    }

    [Fact]
    public void A_fast_clock_gives_five_seconds_of_real_time() =>
        CronSchedule.Parse("* * * * *").DueIn([new(Start, Start.AddMinutes(2), 60)], TimeZoneInfo.Utc)[0].Until.Should().Be(Start.AddSeconds(30).AddMinutes(5));

    [Fact]
    public void What_falls_due_in_the_last_moments_is_not_certain()
    {
        var due = CronSchedule.Parse("* * * * *").DueIn([new(Start, Start.AddSeconds(90.5), 1)], TimeZoneInfo.Utc);
        due.Select(it => it.IsCertain).Should().Equal(true, false);
    }

    [Fact]
    public void A_change_of_speed_is_no_jump()
    {
        var change = Start.AddSeconds(30);
        var due = CronSchedule.Parse("* * * * *").DueIn([new(Start, change, 60), new(change, change.AddMinutes(2), 1)], TimeZoneInfo.Utc);
        due.Select(it => it.At).Should().Equal(change, change.AddMinutes(1), change.AddMinutes(2));
        due[0].IsCertain.Should().BeTrue();
    }

    [Fact]
    public void In_the_first_minute_after_more_than_an_hour_busybox_may_take_a_job_for_running_still()
    {
        var jump = Start.AddDays(1);
        var due = CronSchedule.Parse("* * * * *", CronDaemon.Busybox).DueIn([new(Start, Start.AddSeconds(40), 1), new(jump, jump.AddMinutes(2), 1)], TimeZoneInfo.Utc);
        due.Select(it => it.IsCertain).Should().Equal(true, false, true);
    }

    /// <summary>Ten minutes pass; then the clock stands where it was after so many minutes more.</summary>
    private static IEnumerable<string> AfterJump(string schedule, int minutes, CronDaemon daemon = CronDaemon.Debian)
    {
        var from = Start.AddMinutes(10);
        var to = from.AddMinutes(minutes);
        return CronSchedule.Parse(schedule, daemon)
            .DueIn([new(Start, from, 60), new(to, to.AddSeconds(20), 1)], TimeZoneInfo.Utc)
            .Where(it => it.At >= to)
            .Select(it => $"{it.ForMinute:HH:mm}");
    }
}
