using static InfraSpecs.Cron.Tests.Given;

namespace InfraSpecs.Cron.Tests.Diagnosis;

/// <summary>CRON_TZ, by which cronie reads schedules, and others do not.</summary>
public sealed class ZoneRulesTests
{
    private const string Berlin = "CRON_TZ=Europe/Berlin\n* * * * * root date\n";

    [Theory]
    [InlineData(CronDaemon.Debian, "Debian's cron")]
    [InlineData(CronDaemon.Busybox, "busybox's crond")]
    public void Who_does_not_know_it(CronDaemon daemon, string who) =>
        (Files(daemon is CronDaemon.Busybox ? Crontab.Read(File("/var/spool/cron/crontabs/root", Berlin.Replace("root ", "")), CrontabForm.User, daemon)
            : Etc(Berlin)) with { Daemon = daemon, MainCommand = ["crond", "-f"] })
        .OnlyFinding().Should().Match<CronFinding>(it => it.Fault == CronFault.VariableIgnored && it.Line == 1
            && it.Sentence.StartsWith("cron ignores CRON_TZ in line 1 of ") && it.Sentence.EndsWith(": the jobs below it are due by the zone in which cron lives, UTC") && it.Fact.Contains(who));

    [Fact]
    public void Who_knows_it() => Cronie(new DaemonZone { Info = TimeZoneInfo.Utc }).Findings().Should().BeEmpty();

    [Fact]
    public void A_zone_that_the_container_does_not_have() => Cronie(DaemonZone.Utc with { NotLoaded = "/usr/share/zoneinfo/Europe/Berlin" }).OnlyFinding().Headline.Should().Be(
        "the jobs below line 1 of /etc/cron.d/cron-example are due by UTC, not by Europe/Berlin: the container does not have that time zone "
        + "(CRON_TZ is `Europe/Berlin`, and /usr/share/zoneinfo/Europe/Berlin is not there or is no time zone)");

    [Fact]
    public void Where_no_job_is_below_it_nothing_is_said() => Files(Etc("* * * * * root date\nCRON_TZ=Europe/Berlin\n")).Findings().Should().BeEmpty();

    private static CronFiles Cronie(DaemonZone zone) => Files(Etc(Berlin)) with
    {
        Daemon = CronDaemon.Cronie, MainCommand = ["crond", "-n"], CronZones = new Dictionary<string, DaemonZone> { ["Europe/Berlin"] = zone },
    };
}
