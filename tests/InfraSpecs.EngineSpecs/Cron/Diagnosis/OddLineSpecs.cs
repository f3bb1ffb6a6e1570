using InfraSpecs.Cron;
using InfraSpecs.EngineSpecs.Faults;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Cron.Diagnosis.CronScene;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cron.Diagnosis;

/// <summary>Lines that cron takes for something else than who wrote them, and jobs that say little.</summary>
[RequiresEngine]
public sealed class OddLineSpecs(EngineFixture fixture)
{
    [Theory]
    [Fault("Cron", "the user is missing, and one is called as the command is", Names = "names no user between schedule and command: cron takes `backup` for the user, and runs `--all`")]
    [InlineData("the user is missing, and one is called as the command is", "* * * * * backup --all\n", CronFault.UserFieldMissing, 1)]
    [Fault("Cron", "the user is missing, the command has no arguments, and a user is called so", Names = "line 1 names no user between schedule and command")]
    [InlineData("the user is missing, the command has no arguments, and a user is called so", "* * * * * backup\n", CronFault.UserFieldMissing, 0)]
    [Fault("Cron", "a comment stands behind the schedule", Names = "a comment stands behind the schedule in line 1")]
    [InlineData("a comment stands behind the schedule", "* * * * * # nightly: root sh /usr/local/bin/task.sh\n", CronFault.UserFieldMissing, 0)]
    [Fault("Cron", "the command is a comment", Names = "does nothing: its command is a comment")]
    [InlineData("the command is a comment", "* * * * * root # sh /usr/local/bin/task.sh\n", CronFault.CommandMissing, 1)]
    [Fault("Cron", "the job ends with a code and says nothing", Names = "it exited with code 3 and wrote nothing")]
    [InlineData("the job ends with a code and says nothing", "* * * * * root exit 3\n", CronFault.JobFailed, 1)]
    [Fault("Cron", "the job says why it fails in a log of its own", Names = "the last line of /var/log/backup.log is `no such database`")]
    [InlineData("the job says why it fails in a log of its own", "* * * * * root cd / && { echo 'no such database'; exit 4; } >> /var/log/backup.log 2>&1\n", CronFault.JobFailed, 1)]
    [Fault("Cron", "Debian's crontab has CRON_TZ", Names = "cron ignores CRON_TZ in line 1")]
    [InlineData("Debian's crontab has CRON_TZ", "CRON_TZ=Europe/Berlin\n* * * * * root date\n", CronFault.VariableIgnored, 1)]
    public async Task A_line(string fault, string crontab, CronFault cause, int runs)
    {
        await using var cron = await new CronScene(fixture.Engine).With(Example, crontab).With("/usr/local/bin/backup", "#!/bin/sh\ndate\n", "0755").StartAsync(Token);
        await cron.AdvanceToAsync(Noon, Token);
        if (runs > 0) await cron.WaitForRunsAsync(runs, TimeSpan.FromSeconds(30), Token);
        var diagnosis = await cron.DiagnoseAsync(Token);
        diagnosis.Headline!.ShouldNameItsFault(fault);
        diagnosis.Should().HaveCause(cause).And.HaveNoOtherCause();
    }

    [Fact]
    [Fault("Cron", "the job sleeps before it works", Names = "it is at `sleep 1196`")]
    public async Task A_job_that_sleeps()
    {
        await using var cron = await new CronScene(fixture.Engine).With(Example, "0 12 * * * root sleep 1196; date\n").StartAsync(Token);
        await cron.RunForAsync(TimeSpan.FromMinutes(3), Token);
        var wait = () => cron.WaitForRunsAsync(1, TimeSpan.FromSeconds(1), Token);
        var error = (await wait.Should().ThrowAsync<CronException>().Where(e => e.Reason == CronReason.RunsMissing)).Which;
        error.ShouldNameItsFault();
        error.Message.Should().Contain("What to do: let more time pass, or take the sleep out of the job");
        await cron.RunForAsync(TimeSpan.FromMinutes(20), 120, Token);
        (await cron.WaitForRunsAsync(1, TimeSpan.FromSeconds(30), Token)).Should().HaveSucceeded();
    }

    [Fact]
    [Fault("Cron", "cron ends, and its log driver keeps nothing", Names = "exited with code 3")]
    public async Task A_log_driver_that_keeps_nothing()
    {
        await using var cron = await new CronScene(fixture.Engine)
            .Configure(builder => builder.WithEntrypoint("sh", "-c", "sleep 1; echo x; exit 3; cron -f").WithCreateParameterModifier(create => create.HostConfig!.LogConfig = new() { Type = "none" }))
            .StartAsync(Token);
        var move = () => cron.RunForAsync(TimeSpan.FromMinutes(5), Token);
        (await move.Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.Ended)).Which.ShouldNameItsFault();
        (await cron.DiagnoseAsync(Token)).Headline.Should().Contain("cron does not run any more: the container exited with code 3");
    }

    [Theory]
    [InlineData("cronjob", "exec cron -f", "Skipping @reboot jobs")]
    [InlineData("cronie", "exec crond -n", "@reboot jobs will be run at computer's startup")]
    [Fault("Cron", "the container is started again, and cron skips @reboot jobs", Names = "was not run at this start: cron runs @reboot jobs at the machine's first start only")]
    public async Task A_job_of_reboot_after_a_restart(string image, string start, string said)
    {
        var scene = new CronScene(fixture.Engine) { Image = image == "cronie" ? await CronieImage.GetAsync(fixture.Engine, Token) : image };
        await using var cron = await scene.With(Example, "@reboot root echo up\n").Configure(builder => builder.WithEntrypoint("sh", "-c", start)).StartAsync(Token);
        await cron.WaitForRunsAsync(1, TimeSpan.FromSeconds(30), Token);
        (await cron.DiagnoseAsync(Token)).Should().BeClean();
        await cron.RestartAsync(Token);
        await cron.RunForAsync(TimeSpan.FromMinutes(2), Token);
        var wait = () => cron.WaitForRunsAsync(2, TimeSpan.FromSeconds(1), Token);
        var error = (await wait.Should().ThrowAsync<CronException>().Where(e => e.Reason == CronReason.RunsMissing)).Which;
        error.ShouldNameItsFault();
        error.Message.Split('\n')[0].Should().Contain(said);
    }

    [Fact]
    public async Task Cronie_reads_the_schedules_below_CRON_TZ_in_that_zone()
    {
        var scene = new CronScene(fixture.Engine) { Image = await CronieImage.GetAsync(fixture.Engine, Token) };
        await using var cron = await scene.With(Example, "0 3 * * * root echo utc\nCRON_TZ=Europe/Berlin\n0 13 * * * root echo berlin\n").StartAsync(Token);
        await cron.AdvanceToAsync(Noon, Token);
        var runs = (await cron.WaitForRunsAsync(1, TimeSpan.FromSeconds(30), Token)).ForJob("berlin");
        runs.Should().HaveRuns(1).And.FollowSchedule("0 13 * * *");
        runs.Zone.Id.Should().Be("Europe/Berlin");
        (await cron.DiagnoseAsync(Token)).Should().BeClean();
    }

    [Fact]
    public async Task When_a_job_below_CRON_TZ_is_due_next_is_told_in_that_zone()
    {
        var scene = new CronScene(fixture.Engine) { Image = await CronieImage.GetAsync(fixture.Engine, Token) };
        await using var cron = await scene.With(Example, "CRON_TZ=Europe/Berlin\n0 12 * * * root echo berlin\n").StartAsync(Token);
        await cron.AdvanceToAsync(Noon, Token);
        (await cron.DiagnoseAsync(Token)).Headline.Should().Contain("is due next at 2027-03-02 12:00:00 Europe/Berlin");
    }
}
