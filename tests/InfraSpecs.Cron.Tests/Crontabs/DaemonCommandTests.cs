using static InfraSpecs.Cron.Tests.Given;

namespace InfraSpecs.Cron.Tests.Crontabs;

/// <summary>How a daemon is started, in whatever clothes its command comes.</summary>
public sealed class DaemonCommandTests
{
    private const string Jobs = "* * * * * sh /usr/local/bin/task.sh\n";

    [Theory]
    [InlineData("/jobs", "crond", "-c", "/jobs", "-f")]
    [InlineData("/jobs", "crond", "-c/jobs", "-f")]
    [InlineData("/jobs", "crond", "-fc", "/jobs")]
    [InlineData("/jobs", "crond", "-fc/jobs", "-L", "/dev/stderr")]
    [InlineData("/jobs", "busybox", "crond", "-f", "-d", "8", "-c", "/jobs/")]
    [InlineData("/jobs", "/bin/busybox", "crond", "-f", "-L", "-c", "-c", "/jobs")]
    [InlineData("/jobs", "crond", "-c", "/old", "-c", "/jobs", "-f")]
    [InlineData("/app/jobs", "crond", "-c", "jobs", "-f")]
    [InlineData("/jobs", "/sbin/tini", "--", "crond", "-f", "-c", "/jobs")]
    [InlineData("/jobs", "su-exec", "root", "crond", "-f", "-c", "/jobs")]
    [InlineData("/jobs", "/entrypoint.sh", "crond", "-c", "/jobs", "-f")]
    [InlineData("/jobs", "sh", "-c", "crond -c /jobs -f")]
    [InlineData("/jobs", "/bin/sh", "-c", "echo starting crond; exec crond -c '/jobs' -l 8 -f > /log 2>&1")]
    [InlineData("/jobs", "tini", "--", "/bin/ash", "-ec", "mkdir -p /jobs && TZ=UTC exec busybox crond -fc /jobs")]
    [InlineData(null, "crond", "-f")]
    [InlineData(null, "crond", "-l", "-c", "-f")]
    [InlineData(null, "crond", "-f", "--", "-c", "/jobs")]
    [InlineData(null, "sh", "-c", "exec crond -f -c \"$JOBS\"")]
    [InlineData(null, "sh", "-c", "sleep 1000")]
    public void Busyboxs_folder_of_crontabs(string? spool, params string[] command) => Start(CronDaemon.Busybox, command).Spool.Should().Be(spool);

    [Theory]
    [InlineData(CronDaemon.Cronie)]
    [InlineData(CronDaemon.Debian)]
    public void To_the_others_c_is_something_else(CronDaemon daemon) => Start(daemon, "crond", "-n", "-c", "/jobs").Spool.Should().BeNull();

    [Theory]
    [InlineData(CronDaemon.Cronie, 'p', true, "crond", "-np")]
    [InlineData(CronDaemon.Cronie, 'P', true, "sh", "-c", "exec crond -nP")]
    [InlineData(CronDaemon.Cronie, 'p', false, "crond", "-n", "-m", "-p")]
    [InlineData(CronDaemon.Cronie, 'p', false, "crond", "-xpars", "-n")]
    [InlineData(CronDaemon.Debian, 'l', true, "cron", "-fl")]
    [InlineData(CronDaemon.Debian, 'l', true, "cron", "-f", "-L", "15", "-l")]
    [InlineData(CronDaemon.Debian, 'l', false, "cron", "-f", "-L", "-l")]
    [InlineData(CronDaemon.Debian, 'l', false, "sh", "-c", "ls -l; exec cron -f")]
    public void Options_that_change_what_is_read(CronDaemon daemon, char option, bool isGiven, params string[] command) =>
        (Files() with { Daemon = daemon, MainCommand = command }).IsStartedWith(option).Should().Be(isGiven);

    [Theory]
    [InlineData("Europe/Berlin", "env", "TZ=Europe/Berlin", "cron", "-f")]
    [InlineData("Europe/Berlin", "sh", "-c", "export TZ=Europe/Berlin; exec cron -f")]
    [InlineData("Europe/Berlin", "sh", "-c", "TZ='Europe/Berlin' cron -f")]
    [InlineData("America/New_York", "cron", "-f")]
    [InlineData("America/New_York", "sh", "-c", "TZ=UTC date; cron -f")]
    public void The_zone_that_it_is_given(string zone, params string[] command) => Start(CronDaemon.Debian, command).TimeZone.Should().Be(zone);

    [Theory]
    [InlineData(CronDaemon.Busybox, "crond", "-L", "/dev/stderr")]
    [InlineData(CronDaemon.Busybox, "crond", "-c", "/files")]
    [InlineData(CronDaemon.Busybox, "busybox", "crond", "-d", "8")]
    [InlineData(CronDaemon.Debian, "cron", "-n")]
    [InlineData(CronDaemon.Debian, "sh", "-c", "exec cron -L 15")]
    [InlineData(CronDaemon.Cronie, "crond", "-p")]
    [InlineData(CronDaemon.Cronie, "crond", "-m", "-n")]
    public void Commands_that_go_into_the_background(CronDaemon daemon, params string[] command) =>
        (Files(Etc(Job)) with { Daemon = daemon, MainCommand = command }).Findings().Should().Contain(it => it.Fault == CronFault.NotInForeground);

    [Theory]
    [InlineData(CronDaemon.Busybox, "crond", "-fL", "/log")]
    [InlineData(CronDaemon.Debian, "cron", "-x", "sch")]
    [InlineData(CronDaemon.Debian, "sh", "-c", "cron && tail -f /log")]
    [InlineData(CronDaemon.Cronie, "crond", "-pn")]
    public void Commands_that_stay(CronDaemon daemon, params string[] command) =>
        (Files(Etc(Job)) with { Daemon = daemon, MainCommand = command }).Findings().Should().NotContain(it => it.Fault == CronFault.NotInForeground);

    [Fact]
    public void With_another_folder_what_lies_in_the_usual_one_is_not_read()
    {
        var files = Files(User("/jobs/root", Jobs), User("/var/spool/cron/crontabs/root", "* * * * * wrong\n"), User("/var/spool/cron/crontabs/nobody", "61 * * * * wrong\n", owner: 65534)) with
        {
            Daemon = CronDaemon.Busybox, MainCommand = ["crond", "-f", "-c", "/jobs"], Spool = "/jobs",
        };
        files.Findings().Select(it => it.Headline).Should().Equal(
            "busybox's crond does not read /var/spool/cron/crontabs/root: it knows users' crontabs in /jobs only (1 of its lines is a job)",
            "busybox's crond does not read /var/spool/cron/crontabs/nobody: it knows users' crontabs in /jobs only (1 of its lines is a job)");
        files.Findings()[0].Advice.Should().Be("put them into /jobs/root");
    }

    [Theory]
    [InlineData("root.bak")]
    [InlineData("root~")]
    [InlineData("root.dpkg-old")]
    public void What_busybox_passes_over_and_nobody_misses(string name) => Busybox(name, "61 * * * * wrong\n").Findings().Should().BeEmpty();

    [Theory]
    [InlineData("root.cron", CronFault.FileNameIgnored)]
    [InlineData("john.doe", CronFault.FileNameIgnored)]
    [InlineData("backup", CronFault.UserUnknown)]
    public void What_busybox_passes_over_and_somebody_may_miss(string name, CronFault fault) => Busybox(name, Jobs).OnlyFinding().Fault.Should().Be(fault);

    [Fact]
    public void What_crontab_leaves_in_Debians_spool() => Files(Etc(Job), Spool("* * * * * wrong\n", "tmp.X3dK1a")).Findings().Should().NotContain(it => it.Fault == CronFault.UserUnknown);

    private static CronFiles Busybox(string name, string text) =>
        Files(Spool(Jobs), User("/var/spool/cron/crontabs/" + name, text)) with { Daemon = CronDaemon.Busybox, MainCommand = ["crond", "-f"] };

    private static Crontab User(string path, string text, int owner = 0) => Crontab.Read(File(path, text, "0600", owner), CrontabForm.User, CronDaemon.Busybox);

    private static ContainerSetup Start(CronDaemon daemon, params string[] command) => new(
        command, null, new Dictionary<string, string> { ["TZ"] = "America/New_York" }, "/app",
        [File("/usr/sbin/cron" + (daemon == CronDaemon.Debian ? "" : "d"), daemon switch { CronDaemon.Busybox => "BusyBox v1.37", CronDaemon.Cronie => "RANDOM_DELAY", _ => "Running @reboot jobs" })]);
}
