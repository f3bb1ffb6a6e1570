using System.Text;
using InfraSpecs.Cron;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cron;

/// <summary>cronie on a clock of its own.</summary>
[RequiresEngine]
public sealed class CronieSpecs(EngineFixture fixture)
{
    private static readonly DateTimeOffset Start = new(2027, 3, 1, 5, 39, 40, TimeSpan.Zero);

    [Fact]
    public async Task Time_runs_and_is_skipped()
    {
        await using var cron = await CronContainer.StartAsync(
            fixture.Engine,
            new CronOptions { Image = await CronieImage.GetAsync(fixture.Engine, Token), StartAt = Start }
                .WithCrontab("* * * * * root echo minutely", "25 6 * * * root echo early", "30 6 * * * daemon echo half; exit 3"),
            Token);
        await cron.RunForAsync(TimeSpan.FromMinutes(20), Token);
        await cron.WaitForRunsAsync(20, Token);
        await cron.AdvanceToAsync(new DateTimeOffset(2027, 3, 1, 6, 40, 0, TimeSpan.Zero), Token);
        await cron.WaitForRunsAsync(23, Token);
        await cron.AdvanceToAsync(new DateTimeOffset(2027, 3, 2, 6, 25, 0, TimeSpan.Zero), Token);
        var runs = await cron.WaitForRunsAsync(25, Token);
        runs.Daemon.Should().Be(CronDaemon.Cronie);
        runs.Should().HaveRuns(25);
        runs.ForJob("minutely").Should().HaveRuns(22).And.FollowSchedule("* * * * *").And.HaveSucceeded();
        runs.ForJob("early").Should().HaveRuns(2).And.FollowSchedule("25 6 * * *").And.HaveSucceeded();
        runs.ForJob("half").Should().HaveRuns(1).And.FollowSchedule("30 6 * * *");
        runs.ForJob("half").All.Should().BeEquivalentTo([new { User = "daemon", ExitCode = 3, Output = "half\n" }]);
    }

    /// <summary>cronie skips a job in whose start a minute ends, by the clock of the process that starts it. A session of PAM, which users but root have, takes 90 s of that here.</summary>
    [Fact]
    public async Task A_job_that_takes_longer_than_its_minute_to_start_is_run()
    {
        const string Session = """
            account required pam_permit.so
            auth required pam_permit.so
            session optional pam_exec.so quiet /usr/bin/env INFRASPECS_CLOCK=off sleep 0.3

            """;
        await using var cron = await CronContainer.StartAsync(
            fixture.Engine,
            new CronOptions
            {
                Image = await CronieImage.GetAsync(fixture.Engine, Token),
                StartAt = Start,
                Configure = it => it.WithResourceMapping(Encoding.UTF8.GetBytes(Session), "/etc/pam.d/cronie"),
            }.WithCrontab("*/5 * * * * daemon echo often"),
            Token);
        await cron.RunForAsync(TimeSpan.FromMinutes(20), ContainerClock.FastestSpeed, Token);
        var runs = await cron.WaitForRunsAsync(4, TimeSpan.FromMinutes(1), Token);
        runs.ForJob("often").Should().HaveRuns(4).And.FollowSchedule("*/5 * * * *").And.HaveSucceeded();
    }
}
