using static InfraSpecs.Cron.Tests.Given;

namespace InfraSpecs.Cron.Tests.Diagnosis;

public sealed class RunRulesTests
{
    private const string Command = "sh /usr/local/bin/task.sh";
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(2, "sh: 0: cannot open /usr/local/bin/task.sh: No such file\n", CronFault.CommandMissing, "fails: a file that it needs is not there (it exited with code 2 and wrote `sh: 0: cannot open /usr/local/bin/task.sh: No such file`)")]
    [InlineData(127, "/usr/local/bin/task.sh: 2: backup: not found\n", CronFault.CommandMissing, "cannot run: its shell does not find what it calls (it exited with code 127 and wrote `/usr/local/bin/task.sh: 2: backup: not found`)")]
    [InlineData(127, "/bin/sh: No such file or directory\n", CronFault.ShellMissing, "cannot start: its SHELL, /bin/sh, is not in the container (it exited with code 127 and wrote `/bin/sh: No such file or directory`)")]
    [InlineData(126, "/bin/sh: 1: x: Permission denied\n", CronFault.NotExecutable, "cannot run: what it calls is not executable (it exited with code 126 and wrote `/bin/sh: 1: x: Permission denied`)")]
    [InlineData(1, "cp: cannot create regular file '/dump': Permission denied\n", CronFault.OutputNotWritable, "runs as root, who cannot write /dump (it exited with code 1 and wrote `cp: cannot create regular file '/dump': Permission denied`)")]
    [InlineData(1, "/bin/sh: can't create /dump: Permission denied\n", CronFault.OutputNotWritable, "runs as root, who cannot write /dump (it exited with code 1 and wrote `/bin/sh: can't create /dump: Permission denied`)")]
    [InlineData(1, "/app/x: line 3: /dump: Read-only file system\n", CronFault.OutputNotWritable, "runs as root, who cannot write /dump (it exited with code 1 and wrote `/app/x: line 3: /dump: Read-only file system`)")]
    [InlineData(1, "cat: /etc/shadow: Permission denied\n", CronFault.JobFailed, "runs, and fails (it exited with code 1 and wrote `cat: /etc/shadow: Permission denied`)")]
    [InlineData(2, "x: 2: cannot create /var/log/cron.log: Permission denied\n", CronFault.OutputNotWritable, "runs as root, who cannot write /var/log/cron.log (it exited with code 2 and wrote `x: 2: cannot create /var/log/cron.log: Permission denied`)")]
    [InlineData(3, "oh dear\nmore\n", CronFault.JobFailed, "runs, and fails (it exited with code 3 and wrote `oh dear`)")]
    [InlineData(3, "", CronFault.JobFailed, "runs, and fails (it exited with code 3 and wrote nothing)")]
    public void A_failure_is_told_by_exit_code_and_output(int exitCode, string output, CronFault fault, string what) =>
        Find([Run(1, 0, 1) with { ExitCode = exitCode, Output = output }]).Should().Match<CronFinding>(it =>
            it.Fault == fault && it.Headline == "the job in line 1 of /etc/cron.d/cron-example " + what);

    [Fact]
    public void Where_the_jobs_output_goes_to_its_log_the_logs_last_line_is_told()
    {
        const string Command = "backup-all >> /var/log/cron.log 2>&1";
        var log = new LogSnapshot
        {
            Container = "cron-1", Source = "/var/log/cron.log", Pattern = ".", LineCount = 1, MatchCount = 1, Matches = [],
            LastLines = [new LogLine(1, Noon, "/bin/sh: 1: backup-all: not found", LogChannel.Output)],
        };
        var evidence = new CronEvidence
        {
            Files = Files(Etc($"* * * * * root {Command}\n")), Runs = [Run(1, 0, 1) with { Command = Command, ExitCode = 127 }], Spans = [new(Noon, Noon.AddMinutes(1), 1)], Log = log,
        };
        Conclusions.Draw(evidence).Headline.Should().Be(
            "the job in line 1 of /etc/cron.d/cron-example cannot run: its shell does not find what it calls (it exited with code 127 and the last line of /var/log/cron.log is `/bin/sh: 1: backup-all: not found`)");
    }

    [Theory]
    [InlineData("cd /app && sh x.sh >> /var/log/own.log 2>&1")]
    [InlineData("{ sh x.sh; } > /var/log/own.log 2>&1")]
    [InlineData("sh x.sh 2>&1 | tee -a /var/log/own.log")]
    public void Where_the_jobs_output_goes_to_a_file_its_last_line_is_told(string command)
    {
        var file = File("/var/log/own.log", "begun\nno such database\n");
        var evidence = new CronEvidence
        {
            Files = Files(Etc($"* * * * * root {command}\n")).With((file.Path, file with { Facts = file.Facts with { Size = file.Bytes.Length } })),
            Runs = [Run(1, 0, 1) with { Command = command, ExitCode = 4 }], Spans = [new(Noon, Noon.AddMinutes(1), 1)],
        };
        Conclusions.Draw(evidence).Headline.Should().EndWith("(it exited with code 4 and the last line of /var/log/own.log is `no such database`)");
        Conclusions.Draw(evidence with { Files = evidence.Files.With((file.Path, file with { Facts = file.Facts with { Size = 1 << 20 } })) }).Headline.Should()
            .EndWith("(it exited with code 4 and wrote nothing)");
    }

    [Fact]
    public void A_signal() => Find([Run(1, 0, 1) with { ExitCode = null, Signal = 9 }])!.Headline.Should().Be(
        "the job in line 1 of /etc/cron.d/cron-example runs, and fails (signal 9 ended it, and it wrote nothing)");

    [Theory]
    [InlineData(0, "")]
    [InlineData(0, "Hello!")]
    public void What_ended_well_is_no_failure(int exitCode, string output) => Find([Run(1, 0, 1) with { ExitCode = exitCode, Output = output }]).Should().BeNull();

    [Theory]
    [InlineData("[ -x /opt/none ] && /opt/none", 1)]
    [InlineData("test -x /opt/none && { cd /tmp; /opt/none; }", 1)]
    [InlineData("command -v none > /dev/null && none 1 1", 127)]
    [InlineData("cd /tmp && [ -e none ] && cat none", 1)]
    [InlineData("date > /dev/null; ! pgrep none", 1)]
    [InlineData("if true; then grep -q none /etc/passwd && date; fi", 1)]
    [InlineData("/usr/bin/flock -n /run/lock none", 1)]
    public void What_may_be_meant_is_no_failure(string command, int exitCode) => Silent(command, exitCode, exitCode).Should().BeNull();

    [Fact]
    public void What_a_script_ends_with_may_be_meant() => Conclusions.Draw(new CronEvidence
    {
        Files = Files(Etc(Job)).With((Script, File(Script, "#!/bin/sh\ndate > /dev/null\n[ -x /opt/none ] && /opt/none\n", "0755"))),
        Runs = [Run(1, 0, 1) with { ExitCode = 1 }],
        Spans = [new(Noon, Noon.AddMinutes(2), 1)],
    }).Findings.Should().BeEmpty();

    [Theory]
    [InlineData("sh /usr/local/bin/task.sh", 1, CronFault.JobFailed, "runs, and fails (it exited with code 1 and wrote nothing; so did each of its 2 runs)")]
    [InlineData("false", 1, CronFault.JobFailed, "runs, and fails (it exited with code 1 and wrote nothing; so did each of its 2 runs)")]
    [InlineData("none > /dev/null 2>&1", 127, CronFault.CommandMissing, "cannot run: its shell does not find what it calls (it exited with code 127 and wrote nothing; so did each of its 2 runs)")]
    [InlineData("[ -d /tmp ] && cd /tmp; false", 1, CronFault.JobFailed, "runs, and fails (it exited with code 1 and wrote nothing; so did each of its 2 runs)")]
    public void A_job_whose_runs_all_fail_without_a_word(string command, int exitCode, CronFault fault, string what) => Silent(command, exitCode, exitCode).Should().Match<CronFinding>(it =>
        it.Fault == fault && it.Headline == "the job in line 1 of /etc/cron.d/cron-example " + what);

    [Fact]
    public void A_job_whose_only_run_fails_without_a_word() => Silent("false", 1)!.Headline.Should().Be(
        "the job in line 1 of /etc/cron.d/cron-example runs, and fails (it exited with code 1 and wrote nothing)");

    [Fact]
    public void Where_a_job_throws_away_what_it_says_that_is_what_to_change() => Silent("none > /dev/null 2>&1", 127)!.Advice.Should().StartWith("take /dev/null off the line, so that it can say why");

    [Fact]
    public void A_job_that_fails_without_a_word_now_and_then_may_mean_it() => Silent("sh /usr/local/bin/task.sh", 0, 1).Should().BeNull();

    [Fact]
    public void Only_the_last_run_that_ended_counts() =>
        Find([Run(1, 0, 1) with { ExitCode = 3, Output = "oh" }, Run(2, 60, 61), Run(3, 119, null)]).Should().BeNull();

    [Fact]
    public void What_the_files_explain_is_not_told_twice()
    {
        var crontab = Etc("* * * * * root task.sh\n");
        var run = Run(1, 0, 1) with { Command = "task.sh", ExitCode = 127, Output = "/bin/sh: 1: task.sh: not found\n" };
        var diagnosis = Conclusions.Draw(new CronEvidence { Files = Files(crontab), Runs = [run], Spans = [new(Noon, Noon.AddMinutes(2), 1)] });
        diagnosis.Findings.Should().ContainSingle().Which.Fault.Should().Be(CronFault.CommandNotOnPath);
    }

    [Fact]
    public void A_run_that_does_not_end() => Find([Run(1, 0, null)], lived: 240, speed: 1).Should().Match<CronFinding>(it =>
        it.Fault == CronFault.Hanging && it.Headline == "the job in line 1 of /etc/cron.d/cron-example hangs: it has run for 4 min and has not ended (it began at 12:00:00, and it is 2026-11-22 12:04:00 UTC in the container)");

    [Fact]
    public void Runs_of_which_none_ends() => Find([Run(1, 0, null), Run(2, 60, null), Run(3, 120, null)], lived: 180, speed: 60)!.Headline.Should().Be(
        "the job in line 1 of /etc/cron.d/cron-example hangs: 3 of its runs have begun, and none has ended (the first of them began at 12:00:00, and it is 2026-11-22 12:03:00 UTC in the container)");

    [Fact]
    public void Runs_that_overlap() => Find([Run(1, 0, 75), Run(2, 60, 135), Run(3, 120, 195)], lived: 200, speed: 60)!.Headline.Should().Be(
        "the job in line 1 of /etc/cron.d/cron-example overlaps itself: it takes longer than from one run to the next (run 2 began at 12:01:00, when run 1, begun at 12:00:00, had not ended)");

    [Fact]
    public void A_run_that_takes_little_longer_than_those_before_it_overlaps_and_does_not_hang()
    {
        CronRun[] runs = [Run(1, 0, 75), Run(2, 60, 135), Run(3, 120, null)];
        Find(runs, lived: 209, speed: 60)!.Fault.Should().Be(CronFault.Overlapping);
        Find(runs, lived: 300, speed: 60)!.Fault.Should().Be(CronFault.Hanging);
    }

    [Fact]
    public void A_run_that_a_jump_found_running_does_not_overlap() => Conclusions.Draw(new CronEvidence
    {
        Files = Files(Etc(Job)),
        Runs = [Run(1, 0, 86_401), Run(2, 86_400, 86_402)],
        Spans = [new(Noon, Noon.AddSeconds(1), 1), new(Noon.AddSeconds(86_399), Noon.AddSeconds(86_410), 1)],
    }).Findings.Should().BeEmpty();

    [Fact]
    public void A_run_that_is_long_only_because_time_is_fast_does_not_hang() => Find([Run(1, 0, null)], lived: 60, speed: 300).Should().BeNull();

    [Fact]
    public void A_job_at_the_start_may_go_on_for_ever()
    {
        var crontab = Etc("@reboot root date\n");
        Conclusions.Draw(new CronEvidence { Files = Files(crontab), Runs = [Run(1, 0, null) with { Command = "date" }], Spans = [new(Noon, Noon.AddDays(1), 1)] })
            .Findings.Should().BeEmpty();
    }

    [Fact]
    public void A_job_that_no_crontab_has_is_called_by_its_command() =>
        Find([Run(1, 0, 1) with { Command = "backup", ExitCode = 3, Output = "x" }])!.Sentence.Should().Be("the job `backup` runs, and fails");

    private static CronFinding? Find(CronRun[] runs, int lived = 120, double speed = 1) => Conclusions.Draw(new CronEvidence
    {
        Files = Files(Etc(Job)),
        Runs = runs,
        Spans = [new(Noon, Noon.AddSeconds(lived), speed)],
    }).Findings.SingleOrDefault();

    private static CronFinding? Silent(string command, params int[] exitCodes)
    {
        var files = Files(Etc($"* * * * * root {command}\n"));
        return Conclusions.Draw(new CronEvidence
        {
            Files = files with { Needed = new Dictionary<string, ArchivedFile?> { [Script] = files.Needed[Script] } },
            Runs = [.. exitCodes.Select((code, index) => Run(index + 1, index * 60, (index * 60) + 1) with { Command = command, ExitCode = code })],
            Spans = [new(Noon, Noon.AddSeconds(exitCodes.Length * 60), 1)],
        }).Findings.SingleOrDefault();
    }

    private static CronRun Run(long number, int from, int? to) => new()
    {
        Number = number,
        StartedAt = Noon.AddSeconds(from),
        EndedAt = to is null ? null : Noon.AddSeconds(to.Value),
        ExitCode = to is null ? null : 0,
        User = "root",
        Command = Command,
    };
}
