using System.Text;
using InfraSpecs;
using InfraSpecs.Cron;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.Cron;

/// <summary>Days, months and nights of daylight saving, in seconds.</summary>
[RequiresEngine]
[Trait("Section", "3.1.1")]
[Trait("Beyond", "true")]
public sealed class CronTimeSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task A_daily_job_runs_at_0625_on_three_days()
    {
        await using var cron = await StartAsync("25 6 * * *", Utc("2027-03-01 06:20"));

        await cron.AdvanceToAsync(Utc("2027-03-01 06:25"), Token);
        await cron.AdvanceToAsync(Utc("2027-03-02 06:25"), Token);
        await cron.AdvanceToAsync(Utc("2027-03-03 06:25"), Token);

        var runs = await cron.WaitForRunsAsync(3, Token);
        runs.Should().HaveRuns(3).And.FollowSchedule("25 6 * * *").And.HaveSucceeded();
    }

    [Fact]
    public async Task A_monthly_job_of_the_29th_runs_in_a_leap_years_February()
    {
        await using var cron = await StartAsync("30 4 29 * *", Utc("2028-01-29 04:20"));

        await cron.AdvanceToAsync(Utc("2028-01-29 04:30"), Token);
        await cron.AdvanceToAsync(Utc("2028-02-28 04:30"), Token);
        await cron.AdvanceToAsync(Utc("2028-02-29 04:30"), Token);
        await cron.AdvanceToAsync(Utc("2028-03-01 04:30"), Token);
        await cron.AdvanceToAsync(Utc("2028-03-29 04:30"), Token);

        var runs = await cron.WaitForRunsAsync(3, Token);
        runs.Should().FollowSchedule("30 4 29 * *");
        runs.All.Select(run => $"{run.StartedAt:d MMMM}").Should().Equal("29 January", "29 February", "29 March");
    }

    [Fact]
    public async Task In_the_spring_night_a_job_of_the_lost_hour_runs_when_it_is_over()
    {
        await using var cron = await StartAsync("30 2 * * *", Utc("2027-03-28 00:55"), "Europe/Berlin");

        await cron.RunForAsync(TimeSpan.FromMinutes(10), speed: 300, Token); // 01:55 to 03:05 on the wall

        var runs = await cron.WaitForRunsAsync(1, Token);
        runs.Should().HaveRuns(1).And.FollowSchedule("30 2 * * *");
        runs.All[0].StartedAt.Should().BeCloseTo(Utc("2027-03-28 01:00"), precision: TimeSpan.FromMinutes(1), "it is 03:00 in Berlin then");
    }

    [Fact]
    public async Task In_the_autumn_night_a_job_of_the_hour_that_comes_twice_runs_once()
    {
        await using var cron = await StartAsync("30 2 * * *", Utc("2027-10-31 00:25"), "Europe/Berlin");

        await cron.RunForAsync(TimeSpan.FromMinutes(70), speed: 300, Token); // 02:25 in summer to 02:35 in winter

        var runs = await cron.WaitForRunsAsync(1, Token);
        runs.Should().HaveRuns(1).And.FollowSchedule("30 2 * * *");
    }

    private Task<CronContainer> StartAsync(string schedule, DateTimeOffset startAt, string? zone = null) => CronContainer.StartAsync(
        fixture.Engine,
        new CronOptions
        {
            Job = "backup",
            StartAt = startAt,
            TimeZone = zone,
            Configure = container => container.WithResourceMapping(Encoding.UTF8.GetBytes($"{schedule} root echo backup\n"), "/etc/cron.d/backup"),
        },
        Token);

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text + "Z", null);
}
