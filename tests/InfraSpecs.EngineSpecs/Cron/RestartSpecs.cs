using System.Text;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Configurations;
using InfraSpecs.Cron;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cron;

/// <summary>A cron container that ends and is started again: its clock goes on, and so does what is known of its runs.</summary>
[RequiresEngine]
public sealed class RestartSpecs(EngineFixture fixture)
{
    private const UnixFileModes Executable = UnixFileModes.UserRead | UnixFileModes.UserExecute;

    private static readonly DateTimeOffset Start = new(2027, 3, 1, 12, 0, 30, TimeSpan.Zero);

    [Theory]
    [InlineData("kill and start")]
    [InlineData("stop and start")]
    [InlineData("restart")]
    public async Task Its_runs_before_and_after_are_followed(string how)
    {
        await using var cron = await StartAsync("* * * * * root echo minutely", "30 6 * * * root echo daily");
        await cron.RunForAsync(TimeSpan.FromMinutes(2), Token);
        await cron.WaitForRunsAsync(2, Token);
        foreach (var round in new[] { 1, 2 })
        {
            await AgainAsync(cron, how);
            var day = Start.AddDays(round).AddMinutes(-1).AddSeconds(-30);
            await cron.AdvanceToAsync(day, Token);
            await cron.RunForAsync(TimeSpan.FromMinutes(2), Token);
            var runs = await cron.WaitForRunsAsync(2 + (3 * round), Token);
            runs.ForJob("minutely").Should().HaveRuns(2 + (3 * round)).And.FollowSchedule("* * * * *").And.HaveSucceeded();
        }

        (await cron.DiagnoseAsync(Token)).Should().BeClean();
    }

    [Fact]
    public async Task What_was_due_while_it_was_down_is_not_missed()
    {
        await using var cron = await StartAsync("5 12 * * * root echo noon");
        await cron.RunForAsync(TimeSpan.FromMinutes(2), Token);
        await cron.Container.KillAsync(Token);
        await cron.Clock!.AdvanceToAsync(Start.AddHours(1), Token);
        (await cron.DiagnoseAsync(Token)).Should().HaveCause(CronFault.NotRunning).And.HaveNoOtherCause();
        await cron.Container.StartAsync(Token);
        await cron.RunForAsync(TimeSpan.FromMinutes(2), Token);
        (await cron.DiagnoseAsync(Token)).Headline.Should().StartWith("no job was due: the job in line 1 of /etc/cron.d/cron-example is due next at 2027-03-02 12:05:00 UTC (");
        await cron.AdvanceToAsync(Start.AddDays(1).AddMinutes(4).AddSeconds(-30), Token);
        await cron.RunForAsync(TimeSpan.FromMinutes(2), Token);
        (await cron.WaitForRunsAsync(1, Token)).Should().FollowSchedule("5 12 * * *").And.HaveRuns(1);
    }

    [Fact]
    public async Task A_run_that_is_interrupted_has_no_end()
    {
        await using var cron = await StartAsync("1 12 * * * root sleep 3000", "3 12 2 * * root echo later");
        await cron.RunForAsync(TimeSpan.FromMinutes(1), Token);
        await AgainAsync(cron, "kill and start");
        await cron.AdvanceToAsync(Start.AddDays(1).AddMinutes(2).AddSeconds(-30), Token);
        await cron.RunForAsync(TimeSpan.FromMinutes(3), Token);
        var runs = await cron.WaitForRunsAsync(1, Token);
        runs.ForJob("sleep").All.Should().ContainSingle().Which.Should().BeEquivalentTo(new { WasInterrupted = true, EndedAt = (DateTimeOffset?)null });
        var claim = () => runs.ForJob("sleep").Should().HaveSucceeded();
        claim.Should().Throw<Exception>().WithMessage("*run 1, at 2027-03-01 12:01:0? UTC, of 'sleep 3000', was interrupted when the container ended: *");
        (await cron.DiagnoseAsync(Token)).Findings.Should().ContainSingle().Which.Sentence.Should().EndWith(" was interrupted: the container ended while it ran");
    }

    [Fact]
    public async Task A_wait_that_begins_while_it_is_down_ends_at_once_and_one_that_begins_later_goes_on()
    {
        await using var cron = await StartAsync("* * * * * root echo minutely");
        await cron.Container.KillAsync(Token);
        var wait = () => cron.WaitForRunsAsync(1, Token);
        await wait.Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.Ended);
        await cron.Container.StartAsync(Token);
        await cron.RunForAsync(TimeSpan.FromMinutes(1), Token);
        (await wait()).Should().HaveRuns(1);
    }

    [Fact]
    public async Task A_restart_is_waited_through_and_an_end_is_not()
    {
        await using var cron = await StartAsync("* * * * * root echo minutely");
        await cron.RunForAsync(TimeSpan.FromMinutes(1), Token);
        var wait = cron.WaitForRunsAsync(3, Token);
        await AgainAsync(cron, "restart");
        await cron.RunForAsync(TimeSpan.FromMinutes(2), Token);
        (await wait).ForJob("minutely").Should().HaveRuns(3).And.FollowSchedule("* * * * *");

        var another = cron.WaitForRunsAsync(4, Token);
        await cron.Container.KillAsync(Token);
        await another.Invoking(async it => await it).Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.Ended);
    }

    [Fact]
    public async Task A_container_that_the_engine_restarts_is_followed_too()
    {
        var options = new CronOptions { StartAt = Start }.WithCrontab("* * * * * root echo minutely");
        await using var cron = await CronContainer.StartAsync(
            fixture.Engine,
            options with { Configure = builder =>
                options.Configure!(builder).WithCommand("sh", "-c", "cron -f & read -r _ < /run/end; exit 3")
                    .WithResourceMapping(Encoding.UTF8.GetBytes("#!/bin/sh\nmkfifo /run/end; exec \"$@\"\n"), "/start.sh", fileMode: Executable)
                .WithEntrypoint("/start.sh").WithCreateParameterModifier(it => it.HostConfig!.RestartPolicy = new() { Name = RestartPolicyKind.Always }) },
            Token);
        await cron.RunForAsync(TimeSpan.FromMinutes(1), Token);
        var wait = cron.WaitForRunsAsync(3, Token);
        await cron.Container.ExecAsync(["sh", "-c", "echo > /run/end"], Token);
        // Asked of the engine: a wait of the container ends with the container, and this one is to end.
        await Wait.UntilAsync("its second life", async it =>
            (await fixture.Engine.Client.Containers.InspectContainerAsync(cron.Container.Id, it)) is { RestartCount: > 0, State: { Running: true, Restarting: false } }
            ? Probe.Ready(true)
            : Probe.NotYet<bool>("not yet"), TimeSpan.FromSeconds(20), Token);
        await cron.RunForAsync(TimeSpan.FromMinutes(2), Token);
        (await wait).Should().HaveRuns(3).And.FollowSchedule("* * * * *").And.HaveSucceeded();
    }

    [Fact]
    public async Task A_pause_changes_nothing()
    {
        await using var cron = await StartAsync("* * * * * root echo minutely");
        await cron.RunForAsync(TimeSpan.FromMinutes(1), Token);
        await cron.FreezeAsync(Token);
        await fixture.Engine.Client.Containers.PauseContainerAsync(cron.Container.Id, Token);
        await fixture.Engine.Client.Containers.UnpauseContainerAsync(cron.Container.Id, Token);
        await cron.ResumeAsync(Token);
        await cron.RunForAsync(TimeSpan.FromMinutes(1), Token);
        (await cron.WaitForRunsAsync(2, Token)).Should().HaveRuns(2).And.FollowSchedule("* * * * *").And.HaveSucceeded();
    }

    [Fact]
    public async Task A_daemon_without_a_clock_of_its_own_is_known_by_its_log()
    {
        await using var cron = await CronContainer.StartAsync(fixture.Engine, new CronOptions
        {
            Image = "busybox",
            Configure = builder => builder.WithCommand("sh", "-c", "while :; do echo run >> /var/log/cron.log; sleep 1; done").WithResourceMapping(Encoding.UTF8.GetBytes(""), "/var/log/cron.log"),
        }, Token);
        await cron.WaitForRunsAsync(2, Token);
        await AgainAsync(cron, "kill and start");
        var before = (await cron.ReadRunsAsync(Token)).Count;
        (await cron.WaitForRunsAsync((int)before + 2, Token)).Count.Should().BeGreaterThanOrEqualTo(before + 2);
    }

    private Task<CronContainer> StartAsync(params string[] crontab) => CronContainer.StartAsync(fixture.Engine, new CronOptions { StartAt = Start }.WithCrontab(crontab), Token);

    private async Task AgainAsync(CronContainer cron, string how)
    {
        var containers = fixture.Engine.Client.Containers;
        switch (how)
        {
            case "restart": await containers.RestartContainerAsync(cron.Container.Id, new() { WaitBeforeKillSeconds = 1 }, Token); break;
            case "stop and start":
                await cron.StopAsync(TimeSpan.FromSeconds(1), Token);
                await cron.Container.StartAsync(Token);
                break;
            default:
                await cron.Container.KillAsync(Token);
                await containers.StartContainerAsync(cron.Container.Id, new(), Token);
                break;
        }
    }
}
