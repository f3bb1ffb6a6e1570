using static InfraSpecs.Cron.Tests.Given;

namespace InfraSpecs.Cron.Tests.Diagnosis;

public sealed class PlaceRulesTests
{
    private const string Hourly = "17 * * * * root cd / && run-parts --report /etc/cron.hourly\n";
    private static readonly ClockSpan Life = new(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1), 60);

    private static CronFiles Debian => Files(Etc(Hourly)) with { SpoolFolders = ["/var/spool/cron/crontabs"] };

    [Theory]
    [InlineData("crontab did not install the crontab of app: You (app) are not allowed to use this program (crontab)", "You (app) are not allowed to use this program (crontab)")]
    [InlineData("crontab did not install the crontab of ghost: crontab:  user `ghost' unknown", "crontab:  user `ghost' unknown")]
    [InlineData("crontab did not install the crontab of ghost: crontab: unknown user ghost", "crontab: unknown user ghost")]
    [InlineData("crontab did not install a crontab: crontab: must be suid to work properly", "crontab: must be suid to work properly")]
    [InlineData("crontab did not install a crontab: /var/spool/cron/crontabs/: mkstemp: Read-only file system", "/var/spool/cron/crontabs/: mkstemp: Read-only file system")]
    [InlineData("crontab did not install a crontab: /entrypoint.sh: 3: crontab: not found", "/entrypoint.sh: 3: crontab: not found")]
    [InlineData("crontab did not install a crontab: \"-\":0: bad minute; errors in crontab file, can't install.", "\"-\":0: bad minute", "errors in crontab file, can't install.")]
    [InlineData("crontab did not install a crontab: \"-\":1: bad minute; Invalid crontab file, can't install.", "\"-\":1: bad minute", "Invalid crontab file, can't install.")]
    public void What_crontab_refused(string sentence, params string[] output) => Find(Debian, output: output).Should().ContainSingle().Which
        .Should().Match<CronFinding>(it => it.Fault == CronFault.CrontabRefused && it.Sentence == sentence);

    [Theory]
    [InlineData("no crontab for root")]
    [InlineData("crontab: installing new crontab")]
    public void What_is_no_refusal(string line) => Find(Debian with { Crontabs = [Etc(Job)] }, output: [line]).Should().BeEmpty();

    [Fact]
    public void A_user_whose_crontab_came_later_was_not_refused_for_good() =>
        Find(Debian with { Crontabs = [Spool("* * * * * date\n", "daemon")] }, output: ["You (daemon) are not allowed to use this program (crontab)"]).Should().BeEmpty();

    [Theory]
    [InlineData("/var/spool/cron/root")]
    [InlineData("/etc/crontabs/root")]
    public void A_users_crontab_in_a_folder_that_is_not_the_spool(string path) =>
        Find(Debian with { Crontabs = [Etc(Hourly), Crontab.Read(File(path, "* * * * * date\n", "0600"), CrontabForm.User)] }).Should().ContainSingle().Which.Headline
            .Should().Be($"cron does not read {path}: it knows users' crontabs in /var/spool/cron/crontabs only (1 of its lines is a job)");

    [Fact]
    public void The_spool_may_be_a_link() => Find(Debian with
    {
        SpoolFolders = ["/var/spool/cron/crontabs", "/data/jobs"], Crontabs = [Crontab.Read(File("/data/jobs/root", "* * * * * date\n", "0600"), CrontabForm.User)],
    }).Should().BeEmpty();

    [Theory]
    [InlineData("/etc/cron.jobs/backup", "* * * * * root date\n", "0644", "cron does not read /etc/cron.jobs/backup: it looks at /etc/crontab, the files in /etc/cron.d itself, and users' crontabs (1 of its lines is a job)")]
    [InlineData("/etc/cron/root", "@daily date\n", "0644", "cron does not read /etc/cron/root: it looks at /etc/crontab, the files in /etc/cron.d itself, and users' crontabs (1 of its lines is a job)")]
    [InlineData("/etc/cron.yearly/report", "#!/bin/sh\n", "0755", "nothing runs /etc/cron.yearly/report: no job of any crontab runs what is in /etc/cron.yearly (of the folders in /etc, cron itself reads /etc/cron.d only; the others are for jobs as `run-parts /etc/cron.hourly`)")]
    public void A_file_in_a_folder_that_nobody_reads(string path, string text, string mode, string headline) =>
        Find(Debian with { Strays = [File(path, text, mode)] }).Should().ContainSingle().Which.Headline.Should().Be(headline);

    [Theory]
    [InlineData("/etc/cron.jobs/README", "Put your jobs here.\n")]
    [InlineData("/etc/cron.yearly/0anacron", "#!/bin/sh\n")]
    [InlineData("/etc/cron.jobs/backup.dpkg-old", "* * * * * root date\n")]
    [InlineData("/etc/cron.jobs/backup", "* * * * * root sh /usr/local/bin/task.sh\n")]
    public void What_nobody_misses(string path, string text) => Find(Debian with { Crontabs = [Etc(Job)], Strays = [File(path, text, text.StartsWith('#') ? "0755" : "0644")] }).Should().BeEmpty();

    [Fact]
    public void A_folder_that_a_job_runs() =>
        Find(Debian with { Crontabs = [Etc("0 0 1 1 * root run-parts /etc/cron.yearly\n" + Job)], Strays = [File("/etc/cron.yearly/report", "#!/bin/sh\n", "0755")] }).Should().BeEmpty();

    [Fact]
    public void Before_an_entry_point_has_run_a_file_may_be_on_its_way() =>
        Conclusions.Draw(new CronEvidence { Files = Debian with { Crontabs = [], MainCommand = ["/entrypoint.sh", "cron", "-f"],
            Strays = [File("/etc/cron/jobs", "* * * * * root date\n")] } }).Findings.Should().BeEmpty();

    [Fact]
    public void Debians_own_jobs_are_none() => Find(Debian).Should().ContainSingle().Which.Headline.Should().Be(
        "there is no job in cron-1 but those that packages bring (its crontabs are /etc/cron.d/cron-example)");

    [Fact]
    public void An_image_may_get_its_job_by_a_mount() => Conclusions.Draw(new CronEvidence { Files = Debian }).Findings.Should().BeEmpty();

    [Theory]
    [InlineData("* * * * * root run-parts /opt/jobs\n")]
    [InlineData("* * * * * root run-parts /etc/cron.minutely\n")]
    public void Another_folder_is_somebodys_job(string line) => Find(Debian with { Crontabs = [Etc(Hourly + line)] }).Where(it => it.Fault == CronFault.NoJob).Should().BeEmpty();

    [Fact]
    public void A_script_in_cron_daily_is_a_job() => Find(Debian with { PeriodicScripts = [File("/etc/cron.daily/backup", "#!/bin/sh\n", "0755")] }).Should().BeEmpty();

    [Fact]
    public void The_job_that_is_expected()
    {
        var files = Files(Etc(Job));
        Find(files, expected: "task.sh").Should().BeEmpty();
        Find(files, expected: "backup.sh").Should().ContainSingle().Which.Sentence.Should().Be("no crontab has a job with `backup.sh` in its command");
        Conclusions.Draw(new CronEvidence { Files = files, Expected = "backup.sh", Spans = [Life],
            Runs = [new() { Number = 1, StartedAt = Life.To, EndedAt = Life.To, ExitCode = 0, Command = "backup.sh" }] })
            .Findings.Should().BeEmpty("it ran, whatever became of the crontab");
    }

    [Theory]
    [InlineData(MountKind.Volume, "/var/spool/cron", "a volume lies over /var/spool/cron, and hides what the image has there")]
    [InlineData(MountKind.Bind, "/etc/cron.d", "a mount lies over /etc/cron.d, and hides what the image has there")]
    public void A_mount_that_hides_it(MountKind kind, string path, string why) =>
        Find(Debian, mounts: [new ContainerMount { Kind = kind, Path = path }]).Should().ContainSingle().Which.Sentence.Should().Be($"there is no job in cron-1 but those that packages bring: {why}");

    [Fact]
    public void What_lies_beneath_memory_is_not_what_cron_sees()
    {
        var files = Files(Spool("* * * * * date\n")) with { SpoolFolders = ["/var/spool/cron/crontabs"] };
        Find(files, mounts: [ContainerMount.Tmpfs("/var/spool/cron/crontabs")]).Should().ContainSingle().Which.Headline.Should().Be(
            "there is no job in cron-1: a mount lies over /var/spool/cron/crontabs, and hides what the image has there (it is memory, and empty at each start)");
        Find(files, mounts: [new ContainerMount { Kind = MountKind.Volume, Path = "/var/spool/cron/crontabs" }]).Should().BeEmpty();
    }

    private static IReadOnlyList<CronFinding> Find(CronFiles files, string? expected = null, IReadOnlyList<string>? output = null, IReadOnlyList<ContainerMount>? mounts = null) =>
        [.. Conclusions.Draw(new CronEvidence { Files = files, Expected = expected, Output = output ?? [], Mounts = new ContainerMounts("cron-1", mounts ?? []),
            Spans = [Life] }).Findings.Where(it => it.Fault != CronFault.NotDue)];
}
