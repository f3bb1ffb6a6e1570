using InfraSpecs.Cron;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cron;

/// <summary>Debian's cron on a clock of its own.</summary>
[RequiresEngine]
public sealed class CronTimeSpecs(EngineFixture fixture)
{
    private static readonly DateTimeOffset Noon = new(2027, 3, 1, 12, 0, 30, TimeSpan.Zero);

    [Fact]
    public async Task An_hour_at_x60_is_sixty_minutely_runs()
    {
        await using var cron = await StartAsync(new CronOptions { Job = "task.sh", StartAt = Noon });
        await cron.RunForAsync(TimeSpan.FromHours(1), Token);
        var runs = await cron.WaitForRunsAsync(60, Token);
        runs.Should().HaveRuns(60).And.FollowSchedule("* * * * *").And.HaveSucceeded();
    }

    [Fact]
    public async Task Two_hours_at_x300_lose_none_and_double_none()
    {
        await using var cron = await StartAsync(new CronOptions { Job = "task.sh", StartAt = Noon });
        await cron.RunForAsync(TimeSpan.FromHours(2), 300, Token);
        var runs = await cron.WaitForRunsAsync(120, Token);
        runs.Should().HaveRuns(120).And.FollowSchedule("* * * * *").And.HaveSucceeded();
    }

    [Fact]
    public async Task Exit_status_user_command_and_output_of_each_run_are_captured()
    {
        await using var cron = await StartAsync(
            new CronOptions { StartAt = Noon },
            "MAILTO=\"\"", "1 12 * * * root echo one; echo two >&2", "1 12 * * * nobody exit 3", "1 12 * * * root kill -9 $$", "SHELL=/bin/zsh", "1 12 * * * root echo never");
        await cron.AdvanceToAsync(Noon.AddSeconds(30), Token);
        var runs = await cron.WaitForRunsAsync(4, Token);
        runs.ForJob("one").All.Should().BeEquivalentTo([new { User = "root", Command = "echo one; echo two >&2", ExitCode = 0, Signal = (int?)null, Output = "one\ntwo\n" }]);
        runs.ForJob("exit").All.Should().BeEquivalentTo([new { User = "nobody", ExitCode = 3, Output = "" }]);
        runs.ForJob("kill").All.Should().BeEquivalentTo([new { ExitCode = (int?)null, Signal = 9 }]);
        runs.ForJob("never").All.Should().BeEquivalentTo([new { ExitCode = 1, Output = "/bin/zsh: No such file or directory" }]);
    }

    [Fact]
    public async Task Frozen_no_minute_begins()
    {
        await using var cron = await StartAsync(new CronOptions { Job = "task.sh", StartAt = Noon });
        await cron.AdvanceToAsync(Noon.AddMinutes(10), Token);
        await cron.FreezeAsync(Token);
        await cron.AdvanceToAsync(Noon.AddMinutes(400), Token);
        var runs = await cron.WaitForRunsAsync(2, Token);
        runs.Should().HaveRuns(2).And.FollowSchedule("* * * * *");
        runs.Spans[^1].Speed.Should().Be(0);
        await cron.ResumeAsync(Token);
        await cron.RunForAsync(TimeSpan.FromMinutes(2), Token);
        (await cron.WaitForRunsAsync(4, Token)).Should().HaveRuns(4).And.FollowSchedule("* * * * *");
    }

    [Fact]
    public async Task Without_a_start_its_time_is_real_and_runs_are_recorded_all_the_same()
    {
        await using var cron = await StartAsync(new CronOptions { Job = "task.sh" });
        await cron.AdvanceToAsync(cron.Clock!.Now.AddDays(1), Token);
        (await cron.WaitForRunsAsync(1, Token)).Should().FollowSchedule("* * * * *");
    }

    [Fact]
    public async Task Back_is_refused()
    {
        await using var cron = await StartAsync(new CronOptions { StartAt = Noon });
        var back = () => cron.AdvanceToAsync(Noon.AddDays(-1), Token);
        (await back.Should().ThrowAsync<ClockException>().Where(e => e.Reason == ClockReason.Backwards)).WithMessage("*cannot go back to 2027-02-28 12:00:30 UTC*");
    }

    private Task<CronContainer> StartAsync(CronOptions options, params string[] crontab) => CronContainer.StartAsync(
        fixture.Engine, crontab.Length == 0 ? options : options.WithCrontab(crontab), Token);
}
