using InfraSpecs.Cron;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Cron.Diagnosis.CronScene;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cron.Diagnosis;

/// <summary>Jobs that Debian's cron starts, and that do nothing or the wrong thing. Each is told from the files alone as well, before anything runs.</summary>
[RequiresEngine]
public sealed class FailingJobSpecs(EngineFixture fixture)
{
    private const string Subject = "the job in line 1 of /etc/cron.d/cron-example ";
    private const string Bins = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private const string Task = "#!/bin/sh\necho \"[`date`] Hello!\" >> /var/log/cron.log\n";

    [Fact]
    public async Task No_PATH_and_an_absolute_path_is_well() => (await CrontabAsync("* * * * * root /usr/local/bin/task.sh\n", script: Task)).Should().BeClean();

    [Fact]
    public async Task No_PATH_and_a_program_elsewhere()
    {
        var diagnosis = await CrontabAsync("* * * * * root task.sh\n", script: Task);
        diagnosis.Should().HaveCause(CronFault.CommandNotOnPath).And.HaveNoOtherCause();
        diagnosis.ToString().Should().Be($"""
            the job in line 1 of /etc/cron.d/cron-example does not find task.sh: it is in /usr/local/bin, and the job's PATH is /usr/bin:/bin (/etc/cron.d/cron-example sets no PATH, and cron does not pass the container's on).
              What to do: write PATH={Bins} above the job, or call /usr/local/bin/task.sh.
            """);
    }

    [Fact]
    public async Task A_PATH_that_is_not_expanded()
    {
        var diagnosis = await CrontabAsync("PATH=$PATH:/usr/local/bin\n* * * * * root task.sh\n", script: Task);
        diagnosis.Should().HaveCause(CronFault.PathNotExpanded).And.HaveNoOtherCause();
        diagnosis.ToString().Should().Be($"""
            the jobs of /etc/cron.d/cron-example find no programs in /usr/bin: cron does not expand the variable in line 1, `PATH=$PATH:/usr/local/bin` (their PATH is that text, in which only /usr/local/bin can be a folder).
              What to do: write it out: PATH={Bins}.
            """);
    }

    [Fact]
    public async Task A_PATH_before_one_that_is_not_expanded() =>
        (await CrontabAsync("PATH=/opt/app:$PATH\n* * * * * root /usr/local/bin/task.sh\n", script: Task)).Should().HaveCause(CronFault.PathNotExpanded).And.HaveNoOtherCause();

    [Fact]
    public async Task A_variable_that_is_not_expanded()
    {
        var diagnosis = await CrontabAsync("X=\"$HOME/y\"\n* * * * * root echo \"$X\"\n");
        diagnosis.Should().HaveCause(CronFault.VariableNotExpanded).And.HaveNoOtherCause();
        diagnosis.Headline.Should().Be("the job in line 2 of /etc/cron.d/cron-example gets X as it is written: cron does not expand the variable in line 1 (the value is `$HOME/y`)");
    }

    [Fact]
    public async Task Windows_line_endings_in_the_crontab()
    {
        var diagnosis = await CrontabAsync("SHELL=/bin/sh\r\n* * * * * root sh /usr/local/bin/task.sh\r\n");
        diagnosis.Should().HaveCause(CronFault.CarriageReturnInCrontab).And.HaveNoOtherCause();
        diagnosis.Headline.Should().Be(
            "the jobs of /etc/cron.d/cron-example cannot run: it has Windows line endings, and each command ends with a carriage return (line 2 is `* * * * * root sh /usr/local/bin/task.sh\\r`)");
    }

    [Fact]
    public async Task Windows_line_endings_in_the_script()
    {
        var diagnosis = await CrontabAsync(Job, script: Task.Replace("\n", "\r\n"));
        diagnosis.Should().HaveCause(CronFault.CarriageReturnInScript).And.HaveNoOtherCause();
        diagnosis.Headline.Should().Be(
            "/usr/local/bin/task.sh does not do what it says: it has Windows line endings, and a carriage return becomes part of the last word of each line "
            + "(line 2 is `echo \"[`date`] Hello!\" >> /var/log/cron.log\\r`)");
    }

    [Fact]
    public async Task A_carriage_return_in_the_scripts_first_line()
    {
        var diagnosis = await CrontabAsync("* * * * * root /usr/local/bin/task.sh\n", script: "#!/bin/sh\r\ntrue\n");
        diagnosis.Should().HaveCause(CronFault.CarriageReturnInShebang).And.HaveNoOtherCause();
        diagnosis.Headline.Should().Be(
            "/usr/local/bin/task.sh cannot start, and the shell calls it \"not found\": its first line ends with a carriage return, which becomes part of the interpreter's name (line 1 is `#!/bin/sh\\r`)");
    }

    [Theory]
    [InlineData("sh /app/task.sh")]
    [InlineData("/app/task.sh")]
    public async Task A_script_that_is_not_there(string command)
    {
        var diagnosis = await CrontabAsync($"* * * * * root {command}\n");
        diagnosis.Should().HaveCause(CronFault.CommandMissing).And.HaveNoOtherCause();
        diagnosis.Headline.Should().Be($"{Subject}cannot run: /app/task.sh is not in the container (the line is `* * * * * root {command}`)");
    }

    [Fact]
    public async Task A_script_that_is_not_executable()
    {
        var diagnosis = await CrontabAsync("* * * * * root /usr/local/bin/task.sh\n", script: Task, mode: "0644");
        diagnosis.Should().HaveCause(CronFault.NotExecutable).And.HaveNoOtherCause();
        diagnosis.ToString().Should().Be("""
            the job in line 1 of /etc/cron.d/cron-example cannot run: /usr/local/bin/task.sh is not executable (its mode is 0644, its owner 0:0).
              What to do: chmod 0755 /usr/local/bin/task.sh in the Dockerfile, or run it by its interpreter: sh /usr/local/bin/task.sh.
            """);
    }

    [Fact]
    public async Task A_percent_sign()
    {
        var diagnosis = await CrontabAsync("* * * * * root echo \"[$(date +%F)]\" >> /var/log/cron.log\n");
        diagnosis.Should().HaveCause(CronFault.PercentUnescaped).And.HaveNoOtherCause();
        diagnosis.ToString().Should().Be("""
            cron cuts the command in line 1 of /etc/cron.d/cron-example at its %: the shell gets `echo "[$(date +` (the line is `* * * * * root echo "[$(date +%F)]" >> /var/log/cron.log`; what follows a % is the command's input).
              What to do: write \% for a percent sign, or put the command into a script.
            """);
    }

    [Fact]
    public async Task A_log_that_the_user_may_not_write()
    {
        var diagnosis = await CrontabAsync("* * * * * nobody sh /usr/local/bin/task.sh\n");
        diagnosis.Should().HaveCause(CronFault.OutputNotWritable).And.HaveNoOtherCause();
        diagnosis.ToString().Should().Be("""
            the job in line 1 of /etc/cron.d/cron-example runs as nobody, who cannot write /var/log/cron.log (the file is not there, and /var/log has mode 0755 and belongs to 0:0).
              What to do: make the file in the image and give it to nobody, or run the job as a user who may write it.
            """);
    }

    [Fact]
    public async Task A_shell_that_is_not_there()
    {
        var diagnosis = await CrontabAsync("SHELL=/bin/zsh\n" + Job);
        diagnosis.Should().HaveCause(CronFault.ShellMissing).And.HaveNoOtherCause();
        diagnosis.Headline.Should().Be("no job in /etc/cron.d/cron-example can start: their SHELL, /bin/zsh, is not in the container (line 1 sets SHELL to `/bin/zsh`)");
    }

    [Fact]
    public async Task A_comment_behind_the_shell()
    {
        var diagnosis = await CrontabAsync("SHELL=/bin/sh  # this one\n" + Job);
        diagnosis.Should().HaveCause(CronFault.ShellMissing).And.HaveNoOtherCause();
        diagnosis.Headline.Should().Be(
            "no job in /etc/cron.d/cron-example can start: the comment behind SHELL= belongs to its value, and there is no shell of such a name (line 1 sets SHELL to `/bin/sh  # this one`)");
    }

    [Fact]
    public async Task A_variable_of_the_container()
    {
        var (diagnosis, lint) = await new CronScene(fixture.Engine)
            .With(Example, "* * * * * root echo \"$GREETING\" >> /var/log/cron.log\n").Configure(builder => builder.WithEnvironment("GREETING", "hello")).DiagnoseAsync(1, Token);
        diagnosis.Should().HaveCause(CronFault.EnvironmentNotPassed).And.HaveNoOtherCause();
        diagnosis.ToString().Should().Be("""
            the job in line 1 of /etc/cron.d/cron-example does not get the container's variable GREETING: cron starts jobs with an environment of its own (the command uses $GREETING, and neither /etc/cron.d/cron-example nor /etc/environment sets it).
              What to do: set GREETING in the crontab, or have the entry point write it into /etc/environment before it starts cron.
            """);
        lint.Headline.Should().Be(diagnosis.Headline);
    }

    [Fact]
    public async Task A_variable_that_the_entry_point_writes_into_etc_environment_does_reach_the_job()
    {
        await using var cron = await new CronScene(fixture.Engine).With(Example, "* * * * * root echo \"got $GREETING\"\n")
            .Configure(builder => builder.WithEnvironment("GREETING", "hello").WithEntrypoint("sh", "-c", "env | grep GREETING >> /etc/environment; exec cron -f")).StartAsync(Token);
        await cron.AdvanceToAsync(Noon, Token);
        (await cron.WaitForRunsAsync(1, TimeSpan.FromSeconds(30), Token)).All[0].Output.Should().Be("got hello\n");
        (await cron.DiagnoseAsync(Token)).Should().BeClean();
    }

    [Fact]
    public async Task A_users_crontab_that_names_a_user()
    {
        var (diagnosis, lint) = await new CronScene(fixture.Engine).With("/var/spool/cron/crontabs/root", Job, "0600").DiagnoseAsync(2, Token);
        diagnosis.Should().HaveCause(CronFault.UserFieldUnexpected).And.HaveNoOtherCause();
        diagnosis.Headline.Should().Be(
            "the job in line 1 of /var/spool/cron/crontabs/root tries to run a program called root: a user's crontab names no user "
            + "(the line is `* * * * * root sh /usr/local/bin/task.sh`, and the file is root's own crontab)");
        lint.Headline.Should().Be(diagnosis.Headline);
    }

    [Fact]
    public async Task A_job_that_fails_for_a_reason_of_its_own_only_its_run_can_tell()
    {
        var (diagnosis, lint) = await new CronScene(fixture.Engine).With(Example, "* * * * * root echo oh dear; exit 3\n").DiagnoseAsync(1, Token);
        diagnosis.Headline.Should().Be($"{Subject}runs, and fails (it exited with code 3 and wrote `oh dear`)");
        diagnosis.Should().HaveCause(CronFault.JobFailed).And.HaveNoOtherCause();
        lint.Should().BeClean();
    }

    [Fact]
    public async Task A_program_that_a_script_does_not_find_only_its_run_can_tell()
    {
        var (diagnosis, lint) = await new CronScene(fixture.Engine).With(Script, "#!/bin/sh\nbackup-all\n", "0755").DiagnoseAsync(1, Token);
        diagnosis.Should().HaveCause(CronFault.CommandMissing).And.HaveNoOtherCause();
        diagnosis.Headline.Should().Be(
            "the job in line 3 of /etc/cron.d/cron-example cannot run: its shell does not find what it calls (it exited with code 127 and wrote `/usr/local/bin/task.sh: 2: backup-all: not found`)");
        lint.Should().BeClean();
    }

    private async Task<CronDiagnosis> CrontabAsync(string crontab, string? script = null, string mode = "0755")
    {
        var scene = new CronScene(fixture.Engine).With(Example, crontab);
        var (diagnosis, lint) = await (script is null ? scene : scene.With(Script, script, mode)).DiagnoseAsync(1, Token);
        lint.Findings.Should().Equal(diagnosis.Findings, "the files alone say so too");
        return diagnosis;
    }
}
