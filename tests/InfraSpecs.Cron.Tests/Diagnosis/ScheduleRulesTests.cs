using static InfraSpecs.Cron.Tests.Given;

namespace InfraSpecs.Cron.Tests.Diagnosis;

public sealed class ScheduleRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_day_that_no_year_has() => Files(Etc("0 0 30 2 * root date\n")).OnlyFinding().Should().Match<CronFinding>(it =>
        it.Fault == CronFault.NeverDue
        && it.Headline == "the job in line 1 of /etc/cron.d/cron-example never runs: no year has the day that its schedule, 0 0 30 2 *, names (the line is `0 0 30 2 * root date`)");

    [Fact]
    public void A_day_that_some_years_have() => Files(Etc("0 0 29 2 * root date\n")).Findings().Should().BeEmpty();

    [Fact]
    public void Nothing_was_due() => At("25 6 * * * root date\n", new ClockSpan(Noon, Noon.AddMinutes(3), 60)).Should().Match<CronFinding>(it =>
        it.Fault == CronFault.NotDue
        && it.Headline == "no job was due: the job in line 1 of /etc/cron.d/cron-example is due next at 2026-11-23 06:25:00 UTC "
        + "(the container has lived from 2026-11-22 12:00:00 UTC to 2026-11-22 12:03:00 UTC, and the schedule is 25 6 * * *)");

    [Fact]
    public void A_jump_has_skipped_it() =>
        At("25 6 * * * root date\n", new ClockSpan(Noon, Noon.AddMinutes(3), 1), new ClockSpan(Noon.AddDays(1), Noon.AddDays(1).AddMinutes(1), 1))!.Headline.Should().Be(
            "a jump passed over the only time: the job in line 1 of /etc/cron.d/cron-example was due at 2026-11-23 06:25:00 UTC "
            + "(the clock jumped from 2026-11-22 12:03:00 UTC to 2026-11-23 12:00:00 UTC, and the schedule is 25 6 * * *)");

    [Fact]
    public void A_jump_that_ends_before_it_or_at_it_has_not() => new[] { 6, 6.25 }.Should().OnlyContain(hour =>
        At("15 6 * * * root date\n", new ClockSpan(Noon, Noon.AddMinutes(3), 1), new ClockSpan(Noon.AddHours(12 + hour), Noon.AddHours(12 + hour).AddSeconds(1), 1))!.Headline
            .StartsWith("no job was due: "));

    [Fact]
    public void It_was_due() => At("25 12 * * * root date\n", new ClockSpan(Noon, Noon.AddHours(1), 60)).Should().BeNull();

    [Fact]
    public void Debians_own_jobs_do_not_count() => At(
        "25 6 * * * root date\n17 * * * * root cd / && run-parts --report /etc/cron.hourly\n", new ClockSpan(Noon, Noon.AddHours(1), 60))!.Line.Should().Be(1);

    [Fact]
    public void What_is_due_is_due_in_the_daemons_zone()
    {
        var berlin = TimeZoneInfo.CreateCustomTimeZone("Berlin in winter", TimeSpan.FromHours(1), null, null);
        var evidence = new CronEvidence { Files = Files(Etc("25 6 * * * root date\n")), Spans = [new(Noon, Noon.AddMinutes(1), 1)], Zone = berlin };
        Conclusions.Draw(evidence).Headline.Should().StartWith("no job was due: the job in line 1 of /etc/cron.d/cron-example is due next at 2026-11-23 06:25:00 Berlin in winter (");
    }

    private static CronFinding? At(string crontab, params ClockSpan[] spans) =>
        Conclusions.Draw(new CronEvidence { Files = Files(Etc(crontab)), Spans = spans }).Findings.SingleOrDefault();
}
