using InfraSpecs.Cron;
using InfraSpecs.EngineSpecs.Faults;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Cron.Diagnosis.CronScene;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cron.Diagnosis;

/// <summary>What only the container's life tells: its end, its processes, its time, how long its jobs take.</summary>
[RequiresEngine]
public sealed class ContainerFaultSpecs(EngineFixture fixture)
{
    private const string Subject = "the job in line 1 of /etc/cron.d/cron-example ";

    [Fact]
    [Fault("Cron", "cron is started without -f", Names = "cron goes into the background, which ends the container")]
    public async Task Cron_without_f()
    {
        await using var cron = await new CronScene(fixture.Engine).Configure(builder => builder.WithCommand("cron")).StartAsync(Token);
        await foreach (var _ in cron.Container.ReadOutputAsync(Token)) { }
        var diagnosis = await cron.DiagnoseAsync(Token);
        diagnosis.Should().HaveCause(CronFault.NotInForeground).And.HaveNoOtherCause();
        diagnosis.Headline.Should().Match("cron goes into the background, which ends the container: its command is `cron`, without -f (the container exited with code 0 after * s)");
        diagnosis.Findings[0].Advice.Should().Be("CMD [\"cron\", \"-f\"]");
        diagnosis.Headline!.ShouldNameItsFault();
    }

    [Fact]
    public async Task Cron_that_never_was_started()
    {
        await using var cron = await new CronScene(fixture.Engine).Configure(builder => builder.WithCommand("sleep", "infinity")).StartAsync(Token);
        var diagnosis = await cron.DiagnoseAsync(Token);
        diagnosis.Should().HaveCause(CronFault.NotRunning).And.HaveNoOtherCause();
        diagnosis.Headline.Should().Be($"no cron runs in {cron.Container.Name} (its processes are `sleep infinity`)");
    }

    [Fact]
    public async Task Cron_that_has_ended()
    {
        await using var cron = await new CronScene(fixture.Engine).Configure(builder => builder.WithEntrypoint("sh", "-c", "echo no config >&2; exit 4; cron -f")).StartAsync(Token);
        await foreach (var _ in cron.Container.ReadOutputAsync(Token)) { }
        var diagnosis = await cron.DiagnoseAsync(Token);
        diagnosis.Should().HaveCause(CronFault.NotRunning).And.HaveNoOtherCause();
        diagnosis.Headline.Should().Match("cron does not run any more: the container exited with code 4 after * s (its last output is `no config`)");
    }

    [Fact]
    [Fault("Cron", "the job is not due in the time that passed", Names = "is due next at 2027-03-02 06:25:00 UTC")]
    public async Task A_schedule_that_was_not_due()
    {
        await using var cron = await new CronScene(fixture.Engine).With(Example, "25 6 * * * root date\n").StartAsync(Token);
        await cron.AdvanceToAsync(Noon, Token);
        await cron.FreezeAsync(Token);
        var diagnosis = await cron.DiagnoseAsync(Token);
        diagnosis.Should().HaveCause(CronFault.NotDue).And.HaveNoOtherCause();
        diagnosis.Headline.Should().Match(
            $"no job was due: {Subject}is due next at 2027-03-02 06:25:00 UTC "
            + "(the container has lived from 2027-03-01 11:59:3? UTC to 2027-03-01 12:00:0? UTC, with jumps between, and the schedule is 25 6 * * *)");
        diagnosis.Headline!.ShouldNameItsFault();
    }

    [Fact]
    [Fault("Cron", "a run takes longer than to the next", Names = "overlaps itself: it takes longer than from one run to the next")]
    public async Task A_job_that_overlaps_itself()
    {
        await using var cron = await new CronScene(fixture.Engine).With(Example, "* * * * * root sleep 75\n").StartAsync(Token);
        await cron.RunForAsync(TimeSpan.FromMinutes(4), 60, Token);
        await cron.WaitForRunsAsync(1, TimeSpan.FromSeconds(30), Token);
        var diagnosis = await cron.DiagnoseAsync(Token);
        diagnosis.Should().HaveCause(CronFault.Overlapping).And.HaveNoOtherCause();
        diagnosis.Headline.Should().Match($"{Subject}overlaps itself: it takes longer than from one run to the next (run 2 began at 12:0?:0?, when run 1, begun at 12:0?:0?, had not ended)");
        diagnosis.Headline!.ShouldNameItsFault();
    }

    [Fact]
    [Fault("Cron", "the job waits for what never comes", Names = "none has ended; it is at `tail -f /dev/null`")]
    public async Task A_job_that_hangs()
    {
        await using var cron = await new CronScene(fixture.Engine).With(Example, "* * * * * root tail -f /dev/null\n").StartAsync(Token);
        await cron.RunForAsync(TimeSpan.FromMinutes(3), 60, Token);
        var diagnosis = await cron.DiagnoseAsync(Token);
        diagnosis.Should().HaveCause(CronFault.Hanging).And.HaveNoOtherCause();
        diagnosis.Headline.Should().Match($"{Subject}hangs: ? of its runs have begun, and none has ended; it is at `tail -f /dev/null` "
            + "(the first of them began at 12:0?:0?, and it is 2027-03-01 12:0?:?? UTC in the container)");
        diagnosis.Headline!.ShouldNameItsFault();
    }

    [Fact]
    [Fault("Cron", "run-parts skips a script for its name", Names = "run-parts skips /etc/cron.daily/backup.sh: there is a '.' in its name")]
    public async Task What_run_parts_skips()
    {
        var (diagnosis, lint) = await new CronScene(fixture.Engine)
            .With("/etc/cron.daily/backup.sh", "#!/bin/sh\n", "0755").With("/etc/cron.hourly/tidy", "#!/bin/sh\n").With("/etc/cron.weekly/good", "#!/bin/sh\n", "0755").DiagnoseAsync(1, Token);
        diagnosis.Findings.Select(it => it.Headline).Should().Equal(
            "run-parts skips /etc/cron.daily/backup.sh: there is a '.' in its name (names in /etc/cron.daily may have letters, digits, - and _ only; of others run-parts does not say a word)",
            "run-parts skips /etc/cron.hourly/tidy: it is not executable (its mode is 0644; of such files run-parts does not say a word)");
        lint.Findings.Should().Equal(diagnosis.Findings);
        diagnosis.Headline!.ShouldNameItsFault();
    }
}
