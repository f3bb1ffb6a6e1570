using static InfraSpecs.Cron.Tests.Given;

namespace InfraSpecs.Cron.Tests.Diagnosis;

public sealed class RunPartsRulesTests
{
    private const string Daily = "25 6 * * * root test -x /usr/sbin/anacron || { cd / && run-parts --report /etc/cron.daily; }\n";

    [Fact]
    public void A_name_with_a_dot() => Of(File("/etc/cron.daily/backup.sh", TaskText, "0755")).Should().Match<CronFinding>(it =>
        it.Fault == CronFault.RunPartsNameSkipped
        && it.Headline == "run-parts skips /etc/cron.daily/backup.sh: there is a '.' in its name (names in /etc/cron.daily may have letters, digits, - and _ only; of others run-parts does not say a word)"
        && it.Advice == "call it /etc/cron.daily/backup");

    [Fact]
    public void A_file_that_is_not_executable() => Of(File("/etc/cron.daily/backup", TaskText)).Should().Match<CronFinding>(it =>
        it.Fault == CronFault.RunPartsNotExecutable
        && it.Headline == "run-parts skips /etc/cron.daily/backup: it is not executable (its mode is 0644; of such files run-parts does not say a word)");

    [Fact]
    public void A_carriage_return_in_the_first_line() => Of(File("/etc/cron.daily/backup", "#!/bin/sh\r\n", "0755"))!.Fault.Should().Be(CronFault.CarriageReturnInShebang);

    [Theory]
    [InlineData("/etc/cron.daily/backup", "0755")]
    [InlineData("/etc/cron.daily/.placeholder", "0644")]
    [InlineData("/etc/cron.daily/backup.dpkg-old", "0755")]
    [InlineData("/etc/cron.daily/README", "0644")]
    [InlineData("/etc/cron.weekly/backup.sh", "0644")]
    public void Files_that_are_run_or_not_meant_to_be(string path, string mode) => Of(File(path, TaskText, mode)).Should().BeNull();

    [Theory]
    [InlineData("run-parts /opt/jobs")]
    [InlineData("cd / && run-parts --report /opt/jobs/")]
    [InlineData("if true; then nice /usr/bin/run-parts -v --arg=x -a y -u 022 --umask=022 -- /opt/jobs; fi")]
    [InlineData("test -x /usr/bin/run-parts && run-parts \"/opt/jobs\" > /dev/null 2>&1")]
    public void Another_folder(string command) => InJobs(command, Script("backup.sh")).Should().Match<CronFinding>(it =>
        it.Fault == CronFault.RunPartsNameSkipped && it.Headline == "run-parts skips /opt/jobs/backup.sh: there is a '.' in its name (names in /opt/jobs may have letters, digits, - and _ only; of others run-parts does not say a word)");

    [Theory]
    [InlineData("run-parts --test /opt/jobs")]
    [InlineData("run-parts --list /opt/jobs")]
    [InlineData("test -x run-parts /opt/jobs")]
    [InlineData("echo run-parts /opt/jobs")]
    [InlineData("run-parts $FOLDER")]
    [InlineData("cd /opt; run-parts jobs")]
    [InlineData("date # run-parts /opt/jobs")]
    [InlineData("ls '; run-parts /opt/jobs'")]
    public void What_runs_no_folder_that_is_known(string command) => InJobs(command, Script("backup.sh")).Should().BeNull();

    [Fact]
    public void A_script_that_has_run_parts_run_a_folder() =>
        (Files(Etc(Job)) with { PeriodicScripts = [Script("backup.sh")] }).With((Given.Script, File(Given.Script, "#!/bin/sh\nrun-parts /opt/jobs\n", "0755")))
            .OnlyFinding().Fault.Should().Be(CronFault.RunPartsNameSkipped);

    [Theory]
    [InlineData("", "backup", true)]
    [InlineData("", "Back_up-1", true)]
    [InlineData("", "backup~x", false)]
    [InlineData("", "two words", false)]
    [InlineData("--lsbsysinit", "backup", true)]
    [InlineData("--lsbsysinit", "a.b-c", true)]
    [InlineData("--lsbsysinit", "Back_up-1", false)]
    [InlineData("--lsbsysinit", "backup.sh", false)]
    [InlineData("--lsbsysinit", "x-y.z", false)]
    [InlineData("--regex='.*\\.sh$'", "backup.sh", true)]
    [InlineData("--regex '^[a-z.]+$'", "backup.sh", true)]
    public void Names_as_Debians_run_parts_takes_them(string options, string name, bool isRun) =>
        InJobs($"run-parts {options} /opt/jobs", Script(name)).Should().Match<CronFinding?>(it => isRun ? it == null : it!.Fault == CronFault.RunPartsNameSkipped);

    [Fact]
    public void A_pattern_is_there_to_choose_but_what_chooses_nothing_runs_nothing()
    {
        InJobs("run-parts --regex='\\.sh$' /opt/jobs", Script("backup.sh"), Script("readme")).Should().BeNull();
        InJobs("run-parts --regex='\\.sh$' /opt/jobs", Script("backup.py")).Should().Match<CronFinding>(it => it.Fault == CronFault.RunPartsNothing && it.Headline
            == "the job in line 1 of /etc/cron.d/cron-example runs nothing: there is nothing in /opt/jobs that run-parts would run (names may have those that match \\.sh$ only)");
    }

    [Fact]
    public void A_file_that_is_executable_for_others_than_the_jobs_user() => (Files(Etc("* * * * * nobody run-parts /opt/jobs\n")) with { PeriodicScripts = [Script("backup", "0744")] })
        .OnlyFinding().Sentence.Should().Be("run-parts skips /opt/jobs/backup: it is not executable for nobody");

    [Fact]
    public void A_link_that_leads_nowhere() => InJobs("run-parts /opt/jobs",
        new ArchivedFile { Facts = Facts("/opt/jobs/backup", System.Formats.Tar.TarEntryType.SymbolicLink, "0777", 0, "/opt/none") })!
        .Headline.Should().Be("run-parts skips /opt/jobs/backup: it is a link to /opt/none, and there is no such file (of such links run-parts does not say a word)");

    [Fact]
    public void A_folder_that_is_not_there_or_has_nothing()
    {
        Jobs().With(("/opt/jobs", null)).OnlyFinding().Headline.Should().Be(
            "the job in line 1 of /etc/cron.d/cron-example runs nothing: there is no folder /opt/jobs (the line is `* * * * * root run-parts /opt/jobs`; run-parts says nothing of that, or ends with 0 all the same)");
        Jobs().With(("/opt/jobs", Folder("/opt/jobs"))).OnlyFinding().Fault.Should().Be(CronFault.RunPartsNothing);
        (Jobs() with { MainCommand = ["/entrypoint.sh"] }).With(("/opt/jobs", null)).Findings().Should().BeEmpty("the entry point may make it");
        Jobs("run-parts /etc/cron.hourly").With(("/etc/cron.hourly", Folder("/etc/cron.hourly"))).Findings().Should().BeEmpty("it is empty at first");
        Jobs().Findings().Should().BeEmpty("nobody looked");
    }

    [Theory]
    [InlineData("1.36.1", "backup.sh", false)]
    [InlineData("1.37.0", "backup.sh", true)]
    [InlineData(null, "backup.sh", true)]
    [InlineData("1.37.0", "backup@home", false)]
    [InlineData("1.36.1", "backup", true)]
    public void Busybox_takes_dots_since_its_version_1_37(string? version, string name, bool isRun)
    {
        var crontab = Spool("0 2 * * * run-parts /etc/periodic/daily\n");
        var files = Files(crontab) with { Daemon = CronDaemon.Busybox, BusyboxVersion = version is null ? null : Version.Parse(version),
            PeriodicScripts = [File("/etc/periodic/daily/" + name, TaskText, "0755")] };
        files.Findings().Select(it => it.Fault).Should().Equal(isRun ? [] : [CronFault.RunPartsNameSkipped]);
    }

    [Fact]
    public void Fedoras_script_takes_names_with_dots_and_skips_what_is_not_executable()
    {
        const string Text = "#!/bin/bash\nfor i in \"$1\"/*; do [ \"${i%.rpmsave}\" != \"$i\" ] && continue; done\n";
        var files = Files(Etc("1 * * * * root run-parts /etc/cron.hourly\n")) with { Daemon = CronDaemon.Cronie,
            PeriodicScripts = [File("/etc/cron.hourly/backup.sh", TaskText, "0755"), File("/etc/cron.hourly/report.sh", TaskText)] };
        files.With(("/usr/bin/run-parts", File("/usr/bin/run-parts", Text, "0755"))).OnlyFinding().Sentence.Should().Be("run-parts skips /etc/cron.hourly/report.sh: it is not executable");
        files.With(("/usr/bin/run-parts", File("/usr/bin/run-parts", "#!/bin/sh\nexec my-parts \"$@\"\n", "0755"))).Findings().Should().BeEmpty("nobody knows what it skips");
        files.Findings().Should().BeEmpty("there is none");
    }

    [Fact]
    public void What_a_run_left_out_does_not_explain_that_it_failed()
    {
        var run = new CronRun { Number = 1, StartedAt = DateTimeOffset.UnixEpoch, EndedAt = DateTimeOffset.UnixEpoch, ExitCode = 3, Output = "oh\n", User = "root", Command = "run-parts /opt/jobs" };
        var evidence = new CronEvidence { Files = Jobs() with { PeriodicScripts = [Script("backup.sh"), Script("report")] }, Runs = [run] };
        Conclusions.Draw(evidence).Findings.Select(it => it.Fault).Should().Equal(CronFault.RunPartsNameSkipped, CronFault.JobFailed);
        Conclusions.DrawWithRuns(evidence).Runs.Should().ContainSingle().Which.LeftOut.Should().Be("run-parts skips /opt/jobs/backup.sh: there is a '.' in its name");
        Conclusions.DrawWithRuns(evidence with { Runs = [run with { Command = "date" }] }).Runs[0].LeftOut.Should().BeNull();
    }

    private static ArchivedFile Script(string name, string mode = "0755") => File("/opt/jobs/" + name, TaskText, mode);

    private static CronFiles Jobs(string command = "run-parts /opt/jobs") => Files(Etc($"* * * * * root {command}\n"));

    private static CronFinding? InJobs(string command, params ArchivedFile[] scripts)
    {
        var files = Jobs(command).With(("/opt/jobs", Folder("/opt/jobs")));
        return (files with { Needed = new Dictionary<string, ArchivedFile?> { ["/bin/sh"] = files.Needed["/bin/sh"], ["/opt/jobs"] = Folder("/opt/jobs") },
            PeriodicScripts = scripts }).Findings().SingleOrDefault();
    }

    private static CronFinding? Of(ArchivedFile file) => (Files(Etc(Daily)) with { PeriodicScripts = [file] }).Findings().SingleOrDefault();
}
