using InfraSpecs.Cron;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cron;

/// <summary>busybox's crond on a clock of its own.</summary>
[RequiresEngine]
public sealed class BusyboxSpecs(EngineFixture fixture)
{
    private static readonly DateTimeOffset Start = new(2027, 3, 1, 5, 39, 40, TimeSpan.Zero);

    [Fact]
    public async Task Half_an_hour_at_x60_is_thirty_minutely_runs()
    {
        await using var cron = await StartAsync();
        await cron.RunForAsync(TimeSpan.FromMinutes(30), Token);
        var runs = await cron.WaitForRunsAsync(30, Token);
        runs.Should().HaveRuns(30).And.FollowSchedule("* * * * *").And.HaveSucceeded().And.NotOverlap();
        runs.Daemon.Should().Be(CronDaemon.Busybox);
        runs.All.Should().OnlyContain(run => run.User == "root" && run.Command == "sh /usr/local/bin/task.sh");
    }

    [Fact]
    public async Task A_daily_job_on_three_days()
    {
        await using var cron = await StartAsync("* * * * * echo minutely", "25 6 * * * echo daily");
        foreach (var day in new[] { 2, 3, 4 })
        {
            await cron.AdvanceToAsync(new DateTimeOffset(2027, 3, day, 6, 25, 0, TimeSpan.Zero), Token);
            (await cron.WaitForRunsAsync(1, Token)).Should().HaveAtLeastRuns(1);
        }

        var runs = await cron.WaitForRunsAsync(6, Token);
        runs.ForJob("daily").Should().HaveRuns(3).And.FollowSchedule("25 6 * * *").And.HaveSucceeded();
        runs.ForJob("minutely").Should().FollowSchedule("* * * * *");
    }

    [Fact]
    public async Task Within_an_hour_what_was_skipped_runs_once()
    {
        await using var cron = await StartAsync("* * * * * echo minutely", "25 6 * * * echo daily");
        await cron.RunForAsync(TimeSpan.FromSeconds(95), Token); // 05:41:15: it has seen that its jobs have ended
        await cron.Clock!.AdvanceToAsync(Start.AddMinutes(50), Token);
        var runs = await cron.WaitForRunsAsync(4, Token);
        runs.ForJob("daily").Should().HaveRuns(1).And.FollowSchedule("25 6 * * *");
        runs.ForJob("minutely").Should().HaveRuns(3).And.FollowSchedule("* * * * *");
    }

    [Fact]
    public async Task Beyond_an_hour_a_bare_jump_runs_nothing()
    {
        await using var cron = await StartAsync("* * * * * echo minutely", "25 6 * * * echo daily");
        await cron.RunForAsync(TimeSpan.FromSeconds(50), Token);
        await cron.Clock!.AdvanceToAsync(new DateTimeOffset(2027, 3, 2, 6, 25, 1, TimeSpan.Zero), Token);
        await cron.Container.WaitForOutputAsync("time disparity of", 1, TimeSpan.FromSeconds(15), Token);
        (await cron.ReadRunsAsync(Token)).Should().HaveRuns(1);
    }

    [Theory]
    [InlineData("2025-03-30T00:50:30Z", "2025-03-30T01:05:30Z", 0)]
    [InlineData("2025-10-26T00:20:30Z", "2025-10-26T01:35:30Z", 2)]
    public async Task Where_the_wall_clock_leaps_it_runs_what_that_shows(string from, string to, int expected)
    {
        var (start, end) = (DateTimeOffset.Parse(from, null), DateTimeOffset.Parse(to, null));
        await using var cron = await StartAsync(new CronOptions { StartAt = start, TimeZone = "Europe/Berlin" }, "*/5 * * * * echo often", "30 2 * * * echo fixed");
        await cron.RunForAsync(end - start, 300, Token);
        var runs = await cron.WaitForRunsAsync(((int)(end - start).TotalMinutes / 5) + expected, Token);
        runs.ForJob("fixed").Count.Should().Be(expected);
        runs.ForJob("often").Should().FollowSchedule("*/5 * * * *");
        if (expected > 0) runs.ForJob("fixed").Should().FollowSchedule("30 2 * * *");
    }

    private Task<CronContainer> StartAsync(params string[] crontab) => StartAsync(new CronOptions { StartAt = Start }, crontab);

    private Task<CronContainer> StartAsync(CronOptions options, params string[] crontab) => CronContainer.StartAsync(fixture.Engine, options.OfBusybox(crontab), Token);
}
