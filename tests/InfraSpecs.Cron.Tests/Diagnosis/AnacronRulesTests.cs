using static InfraSpecs.Cron.Tests.Given;

namespace InfraSpecs.Cron.Tests.Diagnosis;

public sealed class AnacronRulesTests
{
    private const string Daily = "25 6 * * * root test -x /usr/sbin/anacron || { cd / && run-parts --report /etc/cron.daily; }\n";
    private const string OfPackage = "30 7-23 * * * root [ -x /etc/init.d/anacron ] && if [ ! -d /run/systemd/system ]; then /usr/sbin/invoke-rc.d anacron start >/dev/null; fi\n";

    [Theory]
    [InlineData(Daily)]
    [InlineData(Daily + OfPackage)]
    [InlineData("25 6 * * * root [ -x /usr/sbin/anacron ] || { cd / && run-parts --report /etc/cron.daily; }\n")]
    [InlineData("25 6 * * * root test -x /usr/sbin/anacron || run-parts /etc/cron.daily\n")]
    public void A_folder_that_is_left_to_anacron(string crontab) => Installed(crontab).OnlyFinding().Should().Match<CronFinding>(it => it.Fault == CronFault.LeftToAnacron
        && it.Sentence == "the job in line 1 of /etc/cron.d/cron-example runs nothing of /etc/cron.daily: it leaves that to anacron, which is installed, and which nothing starts"
        && it.Fact.EndsWith(", and /etc/cron.daily has backup") && it.Advice == "remove anacron from the image, or write a job of your own that runs /etc/cron.daily");

    [Theory]
    [InlineData(Daily + "@reboot root anacron -s\n")]
    [InlineData(Daily + "30 7 * * * root /etc/init.d/anacron start\n")]
    [InlineData(Daily + "30 7 * * * root test -x /usr/sbin/anacron && /usr/sbin/anacron -s\n")]
    [InlineData(Daily + "30 7 * * * root service anacron start\n")]
    public void Where_a_job_starts_anacron_nothing_is_said(string crontab) => Installed(crontab).Findings().Should().BeEmpty();

    [Fact]
    public void Where_something_else_may_start_anacron_nothing_is_said()
    {
        var files = Installed(Daily);
        (files with { MainCommand = ["/entrypoint.sh", "cron", "-f"] }).Findings().Should().BeEmpty("nobody has read it");
        (files with { MainCommand = ["/entrypoint.sh"] }).With(("/entrypoint.sh", File("/entrypoint.sh", "#!/bin/sh\nanacron -s\nexec cron -f\n", "0755"))).Findings().Should().BeEmpty();
        files.With(("/usr/sbin/policy-rc.d", File("/usr/sbin/policy-rc.d", "#!/bin/sh\nexit 0\n", "0755"))).Findings().Should().BeEmpty();
    }

    [Fact]
    public void Where_nothing_else_starts_anacron_that_is_said()
    {
        var files = Installed(Daily);
        (files with { MainCommand = ["/entrypoint.sh"] }).With(("/entrypoint.sh", File("/entrypoint.sh", "#!/bin/sh\nexec cron -f\n", "0755"))).OnlyFinding().Fault.Should()
            .Be(CronFault.LeftToAnacron);
        files.With(("/usr/sbin/policy-rc.d", File("/usr/sbin/policy-rc.d", "#!/bin/sh\nexit 101\n", "0755"))).OnlyFinding().Fault.Should().Be(CronFault.LeftToAnacron);
    }

    [Fact]
    public void Without_anacron_the_folder_is_run() => Installed(Daily).With(("/usr/sbin/anacron", null)).Findings().Should().BeEmpty();

    [Fact]
    public void What_Debian_itself_puts_into_the_folder_nobody_misses() =>
        (Installed(Daily) with { PeriodicScripts = [.. new[] { "0anacron", "apt-compat", "dpkg" }.Select(it => File("/etc/cron.daily/" + it, "#!/bin/sh\ntrue\n", "0755"))] })
            .Findings().Should().BeEmpty();

    private static CronFiles Installed(string crontab) => (Files(Etc(crontab)) with
    {
        PeriodicScripts = [File("/etc/cron.daily/0anacron", "#!/bin/sh\nanacron -u cron.daily\n", "0755"), File("/etc/cron.daily/backup", TaskText, "0755")],
        Needed = new Dictionary<string, ArchivedFile?> { ["/bin/sh"] = File("/bin/sh", "\0ELF", "0755") },
    }).With(("/usr/sbin/anacron", File("/usr/sbin/anacron", "\0ELF", "0755")), ("/usr/sbin/policy-rc.d", null));
}
