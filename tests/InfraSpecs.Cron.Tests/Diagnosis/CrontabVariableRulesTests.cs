using static InfraSpecs.Cron.Tests.Given;

namespace InfraSpecs.Cron.Tests.Diagnosis;

/// <summary>What people write into a crontab's variables as they would in a shell.</summary>
public sealed class CrontabVariableRulesTests
{
    private const string Program = "\0ELF";

    [Theory]
    [InlineData("PATH=/opt/app:$PATH", "only /opt/app can be a folder")]
    [InlineData("PATH=$PATH:/opt/app", "only /opt/app can be a folder")]
    [InlineData("PATH=\"${PATH}\"", "only nothing can be a folder")]
    public void A_PATH_of_which_nothing_but_the_text_is_left(string path, string fact) =>
        Files(Etc($"{path}\n* * * * * root sh /usr/local/bin/task.sh\n")).With(("/opt/app/sh", null), ("/opt/app/date", null)).OnlyFinding().Should().Match<CronFinding>(it =>
        it.Fault == CronFault.PathNotExpanded && it.Fact.EndsWith(fact) && it.Sentence.StartsWith("the jobs of /etc/cron.d/cron-example find no programs in /usr/bin: cron does not expand the variable in line 1, "));

    [Theory]
    [InlineData("PATH=/usr/bin:/bin:$PATH", "task.sh", "/usr/local/bin/task.sh")]
    [InlineData("PATH=$HOME/bin:/usr/bin:/bin", "backup", "/root/bin/backup")]
    [InlineData("PATH=~/bin:/usr/bin:/bin", "backup", "/root/bin/backup")]
    [InlineData("PATH=/usr/bin:/bin:${HOME}/bin", "backup", "/root/bin/backup")]
    public void A_PATH_of_which_a_part_is_not_expanded(string path, string program, string at)
    {
        var finding = Lacking(program, Etc($"{path}\n* * * * * root {program}\n"), at).OnlyFinding();
        (finding.Fault, finding.Sentence).Should().Be((CronFault.PathNotExpanded, $"the job in line 2 of /etc/cron.d/cron-example does not find {program}: cron does not expand the variable in line 1, `{path}`"));
    }

    [Fact]
    public void A_PATH_of_which_the_rest_is_enough_does_no_harm()
    {
        Lacking("report", Etc("PATH=/opt/app:$PATH\n* * * * * root report\n"), "/opt/app/report").Findings().Should().BeEmpty("the job's program is there, and calls no other that is known");
        Files(Etc("PATH=/opt/app:$PATH\n* * * * * root PATH=/usr/bin:/bin; date\n")).Findings().Should().BeEmpty("it sets its own");
    }

    [Fact]
    public void A_script_in_the_folder_that_calls_programs_elsewhere_does_not_find_them() =>
        Lacking("report", Etc("PATH=/opt/app:$PATH\n* * * * * root report\n"), "/opt/app/report", "#!/bin/sh\necho \"$(date)\"\n").OnlyFinding().Fault.Should().Be(CronFault.PathNotExpanded);

    [Fact]
    public void A_comment_behind_PATH_makes_another_folder_of_its_last() => Files(Etc("PATH=/usr/bin:/bin:/usr/local/bin # mine\n* * * * * root task.sh\n")).With(("/usr/local/bin # mine/task.sh", null)).OnlyFinding().Should().Match<CronFinding>(it =>
        it.Fault == CronFault.CommandNotOnPath && it.Advice == "put the comment into a line of its own"
        && it.Headline == "the job in line 2 of /etc/cron.d/cron-example does not find task.sh: the comment behind PATH= belongs to its value, and makes another folder of /usr/local/bin (line 1 sets PATH to `/usr/bin:/bin:/usr/local/bin # mine`)");

    [Theory]
    [InlineData("X=\"$HOME/y\"", "cd $X", "as it is written: cron does not expand the variable in line 1 (the value is `$HOME/y`)")]
    [InlineData("X=${GREETING}", "echo \"$X\"", "as it is written: cron does not expand the variable in line 1 (the value is `${GREETING}`)")]
    [InlineData("X=~/y", "ls $X", "as it is written: cron does not expand the variable in line 1 (the value is `~/y`)")]
    [InlineData("X=7 # days", "find /backup -mtime +$X", "with the comment behind it: cron takes the whole rest of line 1 for its value (the value is `7 # days`)")]
    public void A_value_that_is_taken_as_it_stands(string line, string command, string what) => NoPrograms(Etc($"{line}\n* * * * * root {command}\n")).OnlyFinding().Should().Match<CronFinding>(it =>
        it.Fault == CronFault.VariableNotExpanded && it.Line == 1 && it.Headline == "the job in line 2 of /etc/cron.d/cron-example gets X " + what);

    [Theory]
    [InlineData("X=$HOME/y", "date")]
    [InlineData("X=$HOME/y", "echo '$X'")]
    [InlineData("X=$HOME/y", "eval cd $X")]
    [InlineData("X=$HOME/y", "sh -c \"cd $X\"")]
    [InlineData("X=$HOME/y", "X=/y; cd $X")]
    [InlineData("X=pa$$word", "login $X")]
    [InlineData("X=pa$word", "login $X")]
    [InlineData("X=issue #5", "echo $X")]
    [InlineData("X=#fff", "echo $X")]
    [InlineData("MAILTO=${ADMIN}", "date")]
    [InlineData("HOME=$X/home", "date")]
    public void A_value_that_may_be_meant_or_does_no_harm(string line, string command) => NoPrograms(Etc($"{line}\n* * * * * root {command}\n")).Findings().Should().BeEmpty();

    [Fact]
    public void A_HOME_that_is_not_expanded_leads_relative_paths_nowhere()
    {
        NoPrograms(Etc("HOME=$APP/home\n* * * * * root sh jobs/run.sh\n")).OnlyFinding().Should().Match<CronFinding>(it => it.Fault == CronFault.VariableNotExpanded
            && it.Sentence == "the job in line 2 of /etc/cron.d/cron-example does not start in its HOME: line 1 sets HOME to `$APP/home`, and cron does not expand what is in it");
        NoPrograms(Etc("HOME=/nowhere\n* * * * * root ./run.sh\n")).With(("/nowhere", null), ("/nowhere/run.sh", null)).Findings()[0].Sentence.Should().Be(
            "the job in line 2 of /etc/cron.d/cron-example does not start in its HOME: line 1 sets HOME to `/nowhere`, and there is no folder /nowhere");
    }

    [Theory]
    [InlineData("$APP/home", "cron does not expand what is in it")]
    [InlineData("~", "cron does not expand what is in it")]
    [InlineData("/nowhere", "there is no folder /nowhere")]
    public void Cronie_starts_no_job_whose_HOME_is_not_there(string home, string why) =>
        (NoPrograms(Etc($"HOME={home}\n* * * * * root date\n")) with { Daemon = CronDaemon.Cronie, MainCommand = ["crond", "-n"] })
        .With(("/nowhere", null)).OnlyFinding().Headline.Should().Be($"the job in line 2 of /etc/cron.d/cron-example is not started: line 1 sets HOME to `{home}`, and {why} (cronie starts no job whose HOME it cannot enter)");

    [Theory]
    [InlineData("-P")]
    [InlineData("-nP")]
    public void Cronie_with_P_looks_where_the_container_does(string options)
    {
        var crontab = Etc("* * * * * root date\n");
        CronNeeds.PathOf(Files(crontab) with { Daemon = CronDaemon.Cronie, MainCommand = ["crond", options] }, crontab.Jobs[0]).Should().Equal(Files().ContainerPath);
    }

    [Fact]
    public void Cronie_looks_into_sbin_too() => (Lacking("report", Etc("* * * * * root report\n"), "/usr/sbin/report") with { Daemon = CronDaemon.Cronie,
        MainCommand = ["crond", "-n"] }).Findings().Should().BeEmpty();

    [Fact]
    public void Busybox_ignores_PATH()
    {
        var finding = Busybox("PATH=/opt/app:$PATH\n* * * * * report\n", ("/opt/app/report", File("/opt/app/report", Program, "0755"))).OnlyFinding();
        (finding.Fault, finding.Line, finding.Headline).Should().Be((CronFault.VariableIgnored, 1,
            "the job in line 2 of /var/spool/cron/crontabs/root does not find report: busybox's crond ignores PATH= in line 1 (report is in /opt/app; jobs get the container's PATH)"));
    }

    [Fact]
    public void Busybox_ignores_other_variables()
    {
        Busybox("X=1\n* * * * * echo $X\n").OnlyFinding().Headline.Should().Be(
            "the job in line 2 of /var/spool/cron/crontabs/root does not get X: busybox's crond ignores X= in line 1 (of variables in a crontab it takes SHELL and MAILTO only; jobs get the container's)");
        (Busybox("X=1\n* * * * * echo $X\n") with { ContainerVariables = ["X"] }).Findings().Should().BeEmpty("the container has it");
        Busybox("* * * * * echo $X\nX=1\n").Findings().Should().BeEmpty();
        Busybox("SHELL=/bin/sh # mine\nMAILTO=me\nPATH=/x:$PATH\n* * * * * date\n").Findings().Should().BeEmpty();
    }

    private static CronFiles NoPrograms(Crontab crontab)
    {
        var files = Files(crontab) with { ContainerVariables = ["PATH", "GREETING"] };
        return files with { Needed = new Dictionary<string, ArchivedFile?> { ["/bin/sh"] = files.Needed["/bin/sh"] } };
    }

    private static CronFiles Lacking(string program, Crontab crontab, string at, string text = Program) => Files(crontab)
        .With([.. new[] { "/root/bin", "/opt/app" }.Concat(Files().ContainerPath).SelectMany(it => new[] { program, "date" }.Select(name => $"{it}/{name}"))
            .Except(["/usr/bin/date"]).Select(it => (it, (ArchivedFile?)null))])
        .With((at, File(at, text, "0755")));

    private static CronFiles Busybox(string text, params (string, ArchivedFile?)[] others)
    {
        var crontab = Crontab.Read(File("/var/spool/cron/crontabs/root", text), CrontabForm.User, CronDaemon.Busybox);
        return (Files(crontab) with { Daemon = CronDaemon.Busybox, MainCommand = ["crond", "-f"] }).With([.. Files().ContainerPath.Select(it => ($"{it}/report", (ArchivedFile?)null))]).With(others);
    }
}
