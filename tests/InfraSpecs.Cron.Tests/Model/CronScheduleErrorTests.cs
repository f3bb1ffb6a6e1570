namespace InfraSpecs.Cron.Tests.Model;

public sealed class CronScheduleErrorTests
{
    private const string Minutes = "a minute is 0 to 59 or *, also as 0,30 or 10-20 or */5.";
    private const string Hours = "an hour is 0 to 23 or *, also as 6,18 or 8-17 or */2.";

    [Theory]
    [InlineData("61 * * * *", "minute 61: it is out of range; " + Minutes)]
    [InlineData("0-60 * * * *", "minute 0-60: it is out of range; " + Minutes)]
    [InlineData("x * * * *", "minute x: it is not a number; " + Minutes)]
    [InlineData("-1 * * * *", "minute -1: it is not a number; " + Minutes)]
    [InlineData("5, * * * *", "minute 5,: a part of it is empty; " + Minutes)]
    [InlineData("*/0 * * * *", "minute */0: the step '0' is not a number from 1 on; " + Minutes)]
    [InlineData("5/20 * * * *", "minute 5/20: a step needs * or a range before it, as 0-59/20; " + Minutes)]
    [InlineData("*5 * * * *", "minute *5: it is not a number; " + Minutes)]
    [InlineData("1-2-3 * * * *", "minute 1-2-3: it is not a number; " + Minutes)]
    [InlineData("0~30 * * * *", "minute 0~30: cronie picks one of a ~ range at random, so that nobody knows when it is due; " + Minutes)]
    [InlineData("0 22-2 * * *", "hour 22-2: the range runs backwards, which cron takes without a word for never; " + Hours)]
    [InlineData("0 0 0 * *", "day of month 0: it is out of range; a day of month is 1 to 31 or *, also as 1,15 or 1-7 or */2.")]
    [InlineData("0 0 L * *", "day of month L: it is not a number; a day of month is 1 to 31 or *, also as 1,15 or 1-7 or */2.")]
    [InlineData("0 0 * 13 *", "month 13: it is out of range; a month is 1 to 12, a name as feb or *, also as 1,7 or jan-mar or */3.")]
    [InlineData("0 0 * january *", "month january: it is neither a number nor a name of three letters; a month is 1 to 12, a name as feb or *, also as 1,7 or jan-mar or */3.")]
    [InlineData("0 0 * * 8", "day of week 8: it is out of range; a day of week is 0 to 7, a name as mon (0 and 7 are Sunday) or *, also as 1,3 or mon-fri or */2.")]
    [InlineData("0 0 * * 5#2", "day of week 5#2: it is neither a number nor a name of three letters; a day of week is 0 to 7, a name as mon (0 and 7 are Sunday) or *, also as 1,3 or mon-fri or */2.")]
    [InlineData("0 */5 * * * *", "schedule '0 */5 * * * *': it has six fields, and cron knows neither seconds nor years; a schedule is five fields: minute, hour, day of month, month, day of week.")]
    [InlineData("0 0 * *", "schedule '0 0 * *': it has 4 fields; a schedule is five fields: minute, hour, day of month, month, day of week.")]
    [InlineData("soon", "schedule 'soon': it has 1 field; a schedule is five fields: minute, hour, day of month, month, day of week.")]
    [InlineData("", "schedule '': it is empty; a schedule is five fields: minute, hour, day of month, month, day of week.")]
    [InlineData("@reboot", "schedule @reboot: it is due when the daemon starts and at no time of the clock; a schedule is five fields or a name for a time.")]
    [InlineData("@Daily", "schedule @Daily: there is no such name; a schedule is five fields or one of @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually.")]
    [InlineData("@every 5m", "schedule @every 5m: there is no such name; a schedule is five fields or one of @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually.")]
    public void Names_the_field_its_value_and_what_is_allowed(string text, string sentence)
    {
        CronSchedule.TryParse(text, out var schedule, out var error).Should().BeFalse();
        schedule.Should().BeNull();
        error!.Sentence.Should().Be(sentence);
    }

    [Fact]
    public void What_busybox_takes_for_every_day_is_refused() =>
        FluentActions.Invoking(() => CronSchedule.Parse("0 0 * * 5-7", CronDaemon.Busybox)).Should().Throw<CronException>().Where(it => it.Reason == CronReason.ScheduleInvalid)
            .Which.Error.Should().Match<CronScheduleError>(it => it.Field == CronScheduleField.DayOfWeek && it.Value == "5-7" && it.Reason == "busybox takes a range up to 7 for every day");

    [Fact]
    public void The_error_says_which_schedule_what_is_wrong_and_what_to_do()
    {
        var parse = () => CronSchedule.Parse("61 * * * *");
        var error = parse.Should().Throw<CronException>().Where(it => it.Reason == CronReason.ScheduleInvalid).Which;
        error.Message.Should().Be(
            """
            Schedule '61 * * * *' cannot be used: minute 61: it is out of range; a minute is 0 to 59 or *, also as 0,30 or 10-20 or */5.
              What to do: write five fields, as '25 6 * * *', or one of @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually.
            """);
        error.Should().BeEquivalentTo(new { Schedule = "61 * * * *", Daemon = CronDaemon.Debian, Subject = "schedule '61 * * * *'" });
        error.Error.Should().BeEquivalentTo(new { Field = CronScheduleField.Minute, Value = "61" });
    }
}
