using static InfraSpecs.Cron.Tests.Given;

namespace InfraSpecs.Cron.Tests.Diagnosis;

/// <summary>What Debian's cron 3.0pl1-197 and cronie 1.7.2 were seen to say.</summary>
public sealed class SyslogRulesTests
{
    [Theory]
    [InlineData("(*system*cron-example) ERROR (Missing newline before EOF, this crontab file will be ignored)", CronFault.NoFinalNewline, Example, "its last line does not end with a newline")]
    [InlineData("(*system*cron-example) INSECURE MODE (group/other writable) (/etc/cron.d/cron-example)", CronFault.InsecureMode, Example, "others may write it, or its mode is not 0600")]
    [InlineData("(nobody) INSECURE MODE (mode 0600 expected) (crontabs/nobody)", CronFault.InsecureMode, "/var/spool/cron/crontabs/nobody", "others may write it, or its mode is not 0600")]
    [InlineData("(*system*cron-example) WRONG FILE OWNER (/etc/cron.d/cron-example)", CronFault.WrongOwner, Example, "it belongs to the wrong user")]
    [InlineData("(*system*cron-example) NUMBER OF HARD LINKS > 1 (/etc/cron.d/cron-example)", CronFault.HardLinked, Example, "the file has a second name (a hard link)")]
    [InlineData("(*system*cron-example) CAN'T OPEN SYMLINK (/etc/cron.d/cron-example)", CronFault.CannotOpen, Example, "it cannot be opened")]
    [InlineData("(nosuch) ORPHAN (no passwd entry)", CronFault.UserUnknown, "/var/spool/cron/crontabs/nosuch", "there is no such user")]
    [InlineData("(*system*) ERROR (Syntax error, this crontab file will be ignored)", CronFault.CrontabRefused, "/etc/crontab", "it does not understand one of its lines")]
    [InlineData("Error: bad minute; while reading /etc/cron.d/cron-example", CronFault.CrontabRefused, Example, "it does not understand one of its lines")]
    [InlineData("Error: bad minute; while reading crontab for user nobody", CronFault.CrontabRefused, "/var/spool/cron/crontabs/nobody", "it does not understand one of its lines")]
    [InlineData("(*system*cron-example) ERROR (crontab must not be longer than 10000 lines, this crontab file will be ignored)", CronFault.TooManyLines, Example, "it has more lines than cron reads")]
    [InlineData("(root) BAD FILE MODE (/etc/cron.d/cron-example)", CronFault.InsecureMode, Example, "its mode is not one that cron trusts")]
    [InlineData("(root) NOT REGULAR (/etc/cron.d/cron-example)", CronFault.CannotOpen, Example, "it is no regular file")]
    [InlineData("(root) CAN'T OPEN (/etc/cron.d/cron-example): No such file or directory", CronFault.CannotOpen, Example, "it cannot be opened")]
    public void What_the_files_do_not_explain_is_told_by_what_cron_said(string text, CronFault fault, string file, string why)
    {
        var finding = Find(Files(Etc(Job)), text).Should().ContainSingle().Which;
        (finding.Fault, finding.File).Should().Be((fault, file));
        finding.Headline.Should().Be($"cron ignores {file}: {why} (cron said `{text}`)");
    }

    [Theory]
    [InlineData("(CRON) bad minute (/etc/cron.d/cron-example)", CronFault.CrontabRefused)]
    [InlineData("(CRON) bad day-of-week (/etc/cron.d/cron-example)", CronFault.CrontabRefused)]
    [InlineData("(CRON) bad time specifier (/etc/cron.d/cron-example)", CronFault.CrontabRefused)]
    [InlineData("(CRON) missing newline before EOF (/etc/cron.d/cron-example)", CronFault.NoFinalNewline)]
    public void Of_a_wrong_line_cronie_says_so_and_takes_the_others(string text, CronFault fault)
    {
        var finding = Find(Files(Etc(Job)), text).Should().ContainSingle().Which;
        finding.Fault.Should().Be(fault);
        finding.Headline.Should().Be($"cron ignores a line of {Example}: it does not understand it (cron said `{text}`)");
    }

    [Fact]
    public void What_the_files_explain_is_confirmed() =>
        Find(Files(Etc(Job.TrimEnd())), "(*system*cron-example) ERROR (Missing newline before EOF, this crontab file will be ignored)").Should().ContainSingle().Which.Headline.Should().Be(
            "cron ignores /etc/cron.d/cron-example: its last line does not end with a newline (line 1, `* * * * * root sh /usr/local/bin/task.sh`, is where the file ends; "
            + "cron said `(*system*cron-example) ERROR (Missing newline before EOF, this crontab file will be ignored)`)");

    [Fact]
    public void What_cron_says_of_a_wrong_line_is_told_once() =>
        Find(
            Files(Etc("* * * * * sh /usr/local/bin/task.sh\n")),
            "Error: bad username; while reading /etc/cron.d/cron-example",
            "(*system*cron-example) ERROR (Syntax error, this crontab file will be ignored)").Should().ContainSingle().Which.Should().Match<CronFinding>(it =>
                it.Fault == CronFault.UserFieldMissing && it.Fact.EndsWith("; cron said `Error: bad username; while reading /etc/cron.d/cron-example`"));

    [Theory]
    [InlineData("(CRON) INFO (pidfile fd = 3)")]
    [InlineData("(CRON) INFO (Running @reboot jobs)")]
    [InlineData("(root) CMD (sh /usr/local/bin/task.sh)")]
    [InlineData("(CRON) info (No MTA installed, discarding output)")]
    [InlineData("(*system*cron-example) RELOAD (/etc/cron.d/cron-example)")]
    [InlineData("(CRON) INFO (RANDOM_DELAY will be scaled with factor 11% if used.)")]
    [InlineData("(root) CMDOUT (bad minute (/x))")]
    [InlineData("pam_unix(cron:session): session opened for user root(uid=0) by root(uid=0)")]
    [InlineData("pam_env(cron:session): Unable to open env file: /etc/default/locale")]
    [InlineData("(root) CMD (echo \"INSECURE MODE\" (/x))")]
    public void What_cron_says_when_all_is_well_is_no_finding_and_no_news(string text)
    {
        Find(Files(Etc(Job)), text).Should().BeEmpty();
        SyslogRules.IsNews(new SyslogRecord(DateTimeOffset.UnixEpoch, 1, "cron", text)).Should().BeFalse();
    }

    [Theory]
    [InlineData("crond", "(CRON) INFO (Job execution of per-minute job scheduled for 05:58 delayed into subsequent minute 05:59. Skipping job run.)", true)]
    [InlineData("CRON", "(app) FAILED to authorize user with PAM (Authentication failure)", true)]
    [InlineData("logger", "(app) FAILED", false)]
    public void What_else_cron_says_is_news(string program, string text, bool isNews) =>
        SyslogRules.IsNews(new SyslogRecord(DateTimeOffset.UnixEpoch, 1, program, text)).Should().Be(isNews);

    [Fact]
    public void What_others_say_is_no_finding() => Conclusions.Draw(new CronEvidence
    {
        Files = Files(Etc(Job)),
        Syslog = [new(DateTimeOffset.UnixEpoch, 1, "logger", "(x) WRONG FILE OWNER (/y)")],
    }).Findings.Should().BeEmpty();

    private static IReadOnlyList<CronFinding> Find(CronFiles files, params string[] said) =>
        Conclusions.Draw(new CronEvidence { Files = files, Syslog = [.. said.Select(it => new SyslogRecord(DateTimeOffset.UnixEpoch, 1, "cron", it))] }).Findings;
}
