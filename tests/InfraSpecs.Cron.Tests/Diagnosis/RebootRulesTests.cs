using static InfraSpecs.Cron.Tests.Given;

namespace InfraSpecs.Cron.Tests.Diagnosis;

public sealed class RebootRulesTests
{
    private const string Skipping = "(CRON) INFO (Skipping @reboot jobs -- not system startup)";
    private const string Running = "(CRON) INFO (Running @reboot jobs)";

    [Fact]
    public void What_Debians_cron_skips() => Find(CronDaemon.Debian, Running, Skipping).Should().ContainSingle().Which.Headline.Should().Be(
        "the job in line 1 of /etc/cron.d/cron-example was not run at this start: cron runs @reboot jobs at the machine's first start only, and /run/crond.reboot is there from an earlier one "
        + $"(cron said `{Skipping}`)");

    [Fact]
    public void What_cronie_skips() => Find(CronDaemon.Cronie, "(CRON) STARTUP (1.7.2)", "(CRON) STARTUP (1.7.2)", "(CRON) INFO (@reboot jobs will be run at computer's startup.)").Should()
        .ContainSingle().Which.Fault.Should().Be(CronFault.RebootSkipped);

    [Theory]
    [InlineData(CronDaemon.Debian, Running)]
    [InlineData(CronDaemon.Debian, Skipping, Running)]
    [InlineData(CronDaemon.Cronie, "(CRON) INFO (@reboot jobs will be run at computer's startup.)", "(CRON) STARTUP (1.7.2)")]
    public void What_was_run_at_the_last_start(CronDaemon daemon, params string[] said) => Find(daemon, said).Should().BeEmpty();

    [Fact]
    public void Who_has_no_such_job_misses_none() => Conclusions.Draw(new CronEvidence { Files = Files(Etc(Job)), Syslog = Said(Skipping) }).Findings.Should().BeEmpty();

    private static IReadOnlyList<CronFinding> Find(CronDaemon daemon, params string[] said) =>
        Conclusions.Draw(new CronEvidence { Files = Files(Etc("@reboot root date\n")) with { Daemon = daemon }, Syslog = Said(said) }).Findings;

    private static SyslogRecord[] Said(params string[] texts) => [.. texts.Select((text, index) => new SyslogRecord(DateTimeOffset.UnixEpoch.AddSeconds(index), 1, "cron", text))];
}
