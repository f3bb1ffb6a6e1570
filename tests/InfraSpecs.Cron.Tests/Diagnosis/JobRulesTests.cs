using static InfraSpecs.Cron.Tests.Given;

namespace InfraSpecs.Cron.Tests.Diagnosis;

public sealed class JobRulesTests
{
    [Theory]
    [InlineData("--all", true)]
    [InlineData("/data", true)]
    [InlineData("nothing", true)]
    [InlineData("date", false)]
    [InlineData("cd / && date", false)]
    public void A_user_who_is_called_as_a_program_is(string command, bool isMissing)
    {
        var findings = Files(Etc($"* * * * * daemon {command}\n"))
            .With([("/usr/bin/daemon", File("/usr/bin/daemon", "\0ELF", "0755")), ("/data", Folder("/data")), .. CronNeeds.UsualPaths("nothing").Select(it => (it, (ArchivedFile?)null))]).Findings();
        if (isMissing) findings.Should().ContainSingle().Which.Sentence.Should().Be($"line 1 of {Example} names no user between schedule and command: cron takes `daemon` for the user, and runs `{command}`");
        else findings.Should().BeEmpty();
    }

    [Theory]
    [InlineData(false, "* * * * * root # date")]
    [InlineData(true, "* * * * * # date")]
    public void A_command_that_is_a_comment(bool isUsers, string line) =>
        Files(isUsers ? Spool(line + "\n") : Etc(line + "\n")).OnlyFinding().Sentence.Should().EndWith("does nothing: its command is a comment");

    private const string Bins = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    [Fact]
    public void A_shell_that_is_not_there() => Files(Etc("SHELL=/bin/zsh\n" + Job)).With(("/bin/zsh", null)).OnlyFinding().Should().BeEquivalentTo(new CronFinding
    {
        Fault = CronFault.ShellMissing,
        Sentence = "no job in /etc/cron.d/cron-example can start: their SHELL, /bin/zsh, is not in the container",
        Fact = "line 1 sets SHELL to `/bin/zsh`",
        Advice = "install /bin/zsh, or set SHELL to one that is there",
        File = Example,
        Line = 1,
    });

    [Fact]
    public void The_tutorials_page_as_it_stands_has_comments_behind_its_values() =>
        Files(Etc("SHELL=/bin/sh       # これと\nPATH=/usr/bin:/bin  # これを追記\n\n" + Job)).With(("/bin/sh       # これと", null)).OnlyFinding().Headline.Should().Be(
            "no job in /etc/cron.d/cron-example can start: the comment behind SHELL= belongs to its value, and there is no shell of such a name (line 1 sets SHELL to `/bin/sh       # これと`)");

    [Fact]
    public void A_program_outside_of_crons_own_path() => Files(Etc("* * * * * root task.sh\n")).OnlyFinding().Should().BeEquivalentTo(new CronFinding
    {
        Fault = CronFault.CommandNotOnPath,
        Sentence = "the job in line 1 of /etc/cron.d/cron-example does not find task.sh: it is in /usr/local/bin, and the job's PATH is /usr/bin:/bin",
        Fact = "/etc/cron.d/cron-example sets no PATH, and cron does not pass the container's on",
        Advice = $"write PATH={Bins} above the job, or call /usr/local/bin/task.sh",
        File = Example,
        Line = 1,
    });

    [Fact]
    public void A_path_that_is_not_expanded() => Files(Etc("PATH=$PATH:/usr/local/bin\n* * * * * root task.sh\n" + Job)).OnlyFinding().Should().BeEquivalentTo(new CronFinding
    {
        Fault = CronFault.PathNotExpanded,
        Sentence = "the jobs of /etc/cron.d/cron-example find no programs in /usr/bin: cron does not expand the variable in line 1, `PATH=$PATH:/usr/local/bin`",
        Fact = "their PATH is that text, in which only /usr/local/bin can be a folder",
        Advice = $"write it out: PATH={Bins}",
        File = Example,
        Line = 1,
    });

    [Fact]
    public void A_path_with_a_variable_beside_all_that_is_needed_does_no_harm() => Files(Etc("PATH=$HOME/bin:/usr/bin:/bin\n" + Job)).Findings().Should().BeEmpty();

    [Fact]
    public void A_percent_sign() => Files(Etc("* * * * * root echo \"[$(date +%F)]\" >> /var/log/cron.log\n")).OnlyFinding().Should().BeEquivalentTo(new CronFinding
    {
        Fault = CronFault.PercentUnescaped,
        Sentence = "cron cuts the command in line 1 of /etc/cron.d/cron-example at its %: the shell gets `echo \"[$(date +`",
        Fact = "the line is `* * * * * root echo \"[$(date +%F)]\" >> /var/log/cron.log`; what follows a % is the command's input",
        Advice = "write \\% for a percent sign, or put the command into a script",
        File = Example,
        Line = 1,
    });

    [Theory]
    [InlineData("date +\\%F")]
    [InlineData("mail root%Hello,%%how are you?")]
    public void A_percent_sign_that_is_meant(string command) => Files(Etc($"* * * * * root {command}\n")).Findings().Should().BeEmpty();

    [Fact]
    public void A_percent_sign_that_leaves_no_syntax_error() => Files(Etc("* * * * * root date +%F >> /var/log/x\n")).OnlyFinding().Fault.Should().Be(CronFault.PercentUnescaped);

    [Fact]
    public void A_user_in_a_users_crontab() => Files(Spool("* * * * * root sh /usr/local/bin/task.sh\n"))
        .With([.. Bins.Split(':').Select(it => (it + "/root", (ArchivedFile?)null))]).OnlyFinding().Headline.Should().Be(
        "the job in line 1 of /var/spool/cron/crontabs/root tries to run a program called root: a user's crontab names no user "
        + "(the line is `* * * * * root sh /usr/local/bin/task.sh`, and the file is root's own crontab)");

    [Theory]
    [InlineData("sh /app/none.sh")]
    [InlineData("/app/none.sh -v >> /dev/null")]
    public void A_script_that_is_not_there(string command) => Files(Etc($"* * * * * root {command}\n")).With(("/app/none.sh", null)).OnlyFinding().Should().BeEquivalentTo(new CronFinding
    {
        Fault = CronFault.CommandMissing,
        Sentence = "the job in line 1 of /etc/cron.d/cron-example cannot run: /app/none.sh is not in the container",
        Fact = $"the line is `* * * * * root {command}`",
        Advice = "COPY the file to /app/none.sh, or correct the path",
        File = Example,
        Line = 1,
    });

    [Fact]
    public void What_only_may_run_may_lack() => Files(Etc("* * * * * root test -x /app/none.sh && /app/none.sh\n")).With(("/app/none.sh", null)).Findings().Should().BeEmpty();

    [Theory]
    [InlineData("root", "0644", "")]
    [InlineData("nobody", "0744", " for nobody")]
    public void A_script_that_is_not_executable(string user, string mode, string whom) =>
        Files(Etc($"* * * * * {user} /usr/local/bin/task.sh\n")).With((Script, File(Script, "#!/bin/sh\ntrue\n", mode))).OnlyFinding().Should().BeEquivalentTo(new CronFinding
        {
            Fault = CronFault.NotExecutable,
            Sentence = $"the job in line 1 of /etc/cron.d/cron-example cannot run: /usr/local/bin/task.sh is not executable{whom}",
            Fact = $"its mode is {mode}, its owner 0:0",
            Advice = "chmod 0755 /usr/local/bin/task.sh in the Dockerfile, or run it by its interpreter: sh /usr/local/bin/task.sh",
            File = Script,
        });

    [Fact]
    public void A_script_that_is_given_to_a_shell_need_not_be_executable() => Files(Etc(Job)).With((Script, File(Script, TaskText))).Findings().Should().BeEmpty();

    [Fact]
    public void A_carriage_return_in_a_scripts_first_line() =>
        Files(Etc("* * * * * root /usr/local/bin/task.sh\n")).With((Script, File(Script, "#!/bin/sh\r\ntrue\r\n", "0755"))).OnlyFinding().Headline.Should().Be(
            "/usr/local/bin/task.sh cannot start, and the shell calls it \"not found\": its first line ends with a carriage return, which becomes part of the interpreter's name (line 1 is `#!/bin/sh\\r`)");

    [Fact]
    public void Carriage_returns_in_a_script() =>
        Files(Etc(Job)).With((Script, File(Script, TaskText.Replace("\n", "\r\n"), "0755"))).OnlyFinding().Headline.Should().Be(
            "/usr/local/bin/task.sh does not do what it says: it has Windows line endings, and a carriage return becomes part of the last word of each line "
            + "(line 2 is `echo \"[`date`] Hello!\" >> /var/log/cron.log\\r`)");

    [Fact]
    public void An_interpreter_that_is_not_there() =>
        Files(Etc("* * * * * root /usr/local/bin/task.sh\n")).With((Script, File(Script, "#!/usr/bin/python3\nprint()\n", "0755")), ("/usr/bin/python3", null)).OnlyFinding().Headline.Should().Be(
            "/usr/local/bin/task.sh cannot start, and the shell calls it \"not found\": its interpreter, /usr/bin/python3, is not in the container (line 1 is `#!/usr/bin/python3`)");

    [Fact]
    public void A_log_that_the_user_may_not_write() => Files(Etc("* * * * * nobody sh /usr/local/bin/task.sh\n")).OnlyFinding().Should().BeEquivalentTo(new CronFinding
    {
        Fault = CronFault.OutputNotWritable,
        Sentence = "the job in line 1 of /etc/cron.d/cron-example runs as nobody, who cannot write /var/log/cron.log",
        Fact = "the file is not there, and /var/log has mode 0755 and belongs to 0:0",
        Advice = "make the file in the image and give it to nobody, or run the job as a user who may write it",
        File = "/var/log/cron.log",
    });

    [Fact]
    public void A_log_that_is_given_to_the_user() =>
        Files(Etc("* * * * * nobody sh /usr/local/bin/task.sh\n")).With(("/var/log/cron.log", File("/var/log/cron.log", "", owner: 65534))).Findings().Should().BeEmpty();

    [Fact]
    public void Where_an_entry_point_may_make_the_log_nothing_is_said() =>
        (Files(Etc("* * * * * nobody sh /usr/local/bin/task.sh\n")) with { MainCommand = ["/entrypoint.sh", "cron", "-f"] }).Findings().Should().BeEmpty();

    [Theory]
    [InlineData("echo $GREETING", "the command")]
    [InlineData("sh /usr/local/bin/task.sh", "/usr/local/bin/task.sh")]
    public void A_variable_of_the_container(string command, string where)
    {
        var files = Files(Etc($"* * * * * root {command}\n")) with { ContainerVariables = ["PATH", "GREETING"] };
        files.With((Script, File(Script, "#!/bin/sh\necho \"${GREETING} you\"\n", "0755"))).OnlyFinding().Should().BeEquivalentTo(new CronFinding
        {
            Fault = CronFault.EnvironmentNotPassed,
            Sentence = "the job in line 1 of /etc/cron.d/cron-example does not get the container's variable GREETING: cron starts jobs with an environment of its own",
            Fact = $"{where} uses $GREETING, and neither /etc/cron.d/cron-example nor /etc/environment sets it",
            Advice = "set GREETING in the crontab, or have the entry point write it into /etc/environment before it starts cron",
            File = Example,
            Line = 1,
        });
    }

    [Theory]
    [InlineData("* * * * * root echo ${GREETING:-hello}\n")]
    [InlineData("* * * * * root GREETING=a; echo $GREETING\n")]
    [InlineData("* * * * * root . /etc/app; echo $GREETING\n")]
    [InlineData("GREETING=a\n* * * * * root echo $GREETING\n")]
    public void A_variable_that_a_job_has_from_elsewhere(string crontab) => (Files(Etc(crontab)) with { ContainerVariables = ["GREETING"] }).Findings().Should().BeEmpty();

    [Fact]
    public void Ten_thousand_jobs_with_one_mistake_are_one_finding() =>
        Files(Etc("SHELL=/bin/zsh\n" + string.Concat(Enumerable.Repeat(Job, 9_000)))).With(("/bin/zsh", null)).OnlyFinding().Fault.Should().Be(CronFault.ShellMissing);
}
