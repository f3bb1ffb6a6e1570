using static InfraSpecs.Cron.Tests.Given;

namespace InfraSpecs.Cron.Tests.Diagnosis;

/// <summary>Of several jobs one may be all that matters: what is wrong with the others is no reason why it did not run.</summary>
public sealed class FocusTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private const string Two = "35 12 * * * root echo backup\n* * * * * root cat /nothing\n";

    [Fact]
    public void Without_a_focus_all_is_told() => Diagnose(Two, null).Headline.Should().Contain("line 2");

    [Fact]
    public void What_another_job_does_is_left_out_and_when_this_one_is_due_is_told() => Diagnose(Two, "backup").Headline.Should().Be(
        "no job was due: the job in line 1 of /etc/cron.d/cron-example is due next at 2026-11-22 12:35:00 UTC "
        + "(the container has lived from 2026-11-22 12:00:00 UTC to 2026-11-22 12:10:00 UTC, and the schedule is 35 12 * * *)");

    [Fact]
    public void What_is_wrong_with_its_crontab_is_told() =>
        Diagnose("35 12 * * * root echo backup", "backup").Findings.Should().ContainSingle(it => it.Fault == CronFault.NoFinalNewline);

    [Fact]
    public void Where_no_crontab_has_the_job_any_crontab_may_be_the_reason() =>
        Diagnose("35 12 * * * root echo", "backup").Findings.Should().ContainSingle(it => it.Fault == CronFault.NoFinalNewline);

    [Theory]
    [InlineData("61 * * * * root date\n", CronFault.ScheduleInvalid)]
    [InlineData("* * * * * nosuch date\n", CronFault.UserUnknown)]
    [InlineData("* * * * * date\n", CronFault.UserFieldMissing)]
    [InlineData("0 * * * * * root date\n", CronFault.SixFields)]
    [InlineData("\r\n", CronFault.CarriageReturnInCrontab)]
    public void Another_line_that_costs_the_whole_file_is_told(string line, CronFault fault)
    {
        Diagnose("* * * * * root echo backup\n" + line, "backup").Findings.Should().ContainSingle().Which.Fault.Should().Be(fault);
        Conclusions.Draw(new CronEvidence { Files = Files(Etc("* * * * * root echo backup\n" + line)) with { Daemon = CronDaemon.Cronie }, Job = "backup" }).Findings
            .Should().BeEmpty("cronie drops that line only");
    }

    private static CronDiagnosis Diagnose(string crontab, string? job) => Conclusions.Draw(new CronEvidence
    {
        Files = Files(Etc(crontab)),
        Job = job,
        Spans = [new ClockSpan(Noon, Noon.AddMinutes(10), 60)],
        Runs = [new CronRun { Number = 1, StartedAt = Noon.AddMinutes(1), EndedAt = Noon.AddMinutes(1), ExitCode = 1, User = "root", Command = "cat /nothing",
            Output = "cat: /nothing: No such file or directory\n" }],
    });
}
