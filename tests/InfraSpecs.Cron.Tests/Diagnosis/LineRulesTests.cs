using static InfraSpecs.Cron.Tests.Given;

namespace InfraSpecs.Cron.Tests.Diagnosis;

public sealed class LineRulesTests
{
    [Theory]
    [InlineData("* * * * * sh /usr/local/bin/task.sh", "cron takes `sh` for a user's name", "* * * * * root sh /usr/local/bin/task.sh")]
    [InlineData("* * * * * /usr/local/bin/task.sh", "cron takes `/usr/local/bin/task.sh` for a user's name", "* * * * * root /usr/local/bin/task.sh")]
    [InlineData("@daily cd / && ls", "cron takes `cd` for a user's name", "@daily root cd / && ls")]
    [InlineData("* * * * *", "nothing follows the schedule", "* * * * * root")]
    public void No_user(string line, string fact, string better) => Files(Etc(line + "\n")).OnlyFinding().Should().BeEquivalentTo(new CronFinding
    {
        Fault = CronFault.UserFieldMissing,
        Sentence = "cron ignores /etc/cron.d/cron-example: line 1 names no user between schedule and command",
        Fact = $"line 1 is `{line}`; {fact}",
        Advice = $"write the user before the command, as in `{better}`",
        File = Example,
        Line = 1,
    });

    [Theory]
    [InlineData("* * * * * # nightly")]
    [InlineData("@daily # root date")]
    public void A_comment_behind_the_schedule(string line) => Files(Etc(line + "\n")).OnlyFinding().Should().Match<CronFinding>(it =>
        it.Fault == CronFault.UserFieldMissing && it.Headline == "cron ignores /etc/cron.d/cron-example: a comment stands behind the schedule in line 1, where cron expects a user and a command "
            + $"(line 1 is `{line}`; cron knows comments in lines of their own only)");

    [Fact]
    public void A_user_without_a_command() => Files(Etc("* * * * * daemon\n")).OnlyFinding().Headline.Should().Be(
        "cron ignores /etc/cron.d/cron-example: line 1 names no user between schedule and command (line 1 is `* * * * * daemon`; cron takes `daemon` for a user's name)");

    [Fact]
    public void What_is_plainly_a_secret_is_not_quoted()
    {
        var finding = Files(Etc("0 2 * * * /usr/bin/mysqldump -u root -phunter2 app > /dump.sql\n")).OnlyFinding();
        $"{finding.Headline} {finding.Advice}".Should().NotContain("hunter2").And.Contain("mysqldump -u root -p*** app > /dump.sql");
    }

    [Theory]
    [InlineData("* * * * * DB_PASSWORD=hunter2 backup")]
    [InlineData("* * * * * root curl -H 'X-Auth-Token: hunter2%' http://web/")]
    [InlineData("0 * * * * * root curl -H 'X-Auth-Token: hunter2' http://web/")]
    [InlineData("* * * * * nobody2 curl --header=PRIVATE-TOKEN:hunter2 http://web/")]
    [InlineData("61 * * * * root curl -d '{\"password\":\"hunter2\"}' http://web/")]
    public void What_is_plainly_a_secret_is_in_no_part_of_a_finding(string line)
    {
        var findings = Files(Etc(line + "\n")).With([.. CronNeeds.UsualPaths("curl").Select(it => (it, (ArchivedFile?)File(it, "\0ELF", "0755")))]).Findings();
        findings.Should().NotBeEmpty();
        string.Join('\n', findings).Should().NotContain("hunter2");
    }

    [Fact]
    public void An_assignment_is_no_user() => Files(Etc("* * * * * LANG=C backup\n")).OnlyFinding().Fault.Should().Be(CronFault.UserFieldMissing);

    [Fact]
    public void An_unknown_user() => Files(Etc("# x\n* * * * * nobody2 true\n")).OnlyFinding().Headline.Should().Be(
        "cron ignores /etc/cron.d/cron-example: the user nobody2 in line 2 does not exist (there is no nobody2 in /etc/passwd)");

    [Theory]
    [InlineData("0 * * * * * root true", "*")]
    [InlineData("*/10 0 12 * * ? root true", "?")]
    [InlineData("0 0 1 1 * 2026 root true", "2026")]
    public void Six_fields(string line, string sixth)
    {
        var finding = Files(Etc(line + "\n")).OnlyFinding();
        finding.Fault.Should().Be(CronFault.SixFields);
        finding.Headline.Should().Be(
            $"cron ignores /etc/cron.d/cron-example: line 1 has six fields of time, and cron knows five (line 1 is `{line}`; cron takes `{sixth}` for a user's name)");
    }

    [Theory]
    [InlineData("61 * * * * root true", "the minute 61 in line 1 is not possible (it is out of range; a minute is 0 to 59 or *, also as 0,30 or 10-20 or */5)")]
    [InlineData("0 0 * * mun root true", "the day of week mun in line 1 is not possible (it is neither a number nor a name of three letters; a day of week is *")]
    [InlineData("@fortnightly root true", "the schedule @fortnightly in line 1 is not possible (there is no such name; *")]
    [InlineData("SHELL=\"/bin/sh\" # x", "the schedule*in line 1 is not possible*")]
    public void No_schedule(string line, string what)
    {
        var finding = Files(Etc(line + "\n")).OnlyFinding();
        (finding.Fault, finding.Line).Should().Be((CronFault.ScheduleInvalid, 1));
        finding.Headline.Should().Match("cron ignores /etc/cron.d/cron-example: " + what);
    }

    [Fact]
    public void In_cronie_a_wrong_line_costs_that_line_only() => (Files(Etc("61 * * * * root true\n")) with { Daemon = CronDaemon.Cronie, MainCommand = ["crond", "-n"] })
        .OnlyFinding().Sentence.Should().Be("cron ignores line 1 of /etc/cron.d/cron-example: the minute 61 in line 1 is not possible");

    [Fact]
    public void Windows_line_endings() => Files(Etc("SHELL=/bin/sh\r\n" + Job.Replace("\n", "\r\n"))).OnlyFinding().Should().BeEquivalentTo(new CronFinding
    {
        Fault = CronFault.CarriageReturnInCrontab,
        Sentence = "the jobs of /etc/cron.d/cron-example cannot run: it has Windows line endings, and each command ends with a carriage return",
        Fact = @"line 2 is `* * * * * root sh /usr/local/bin/task.sh\r`",
        Advice = "give the file Unix line endings: sed -i 's/\\r$//' in the Dockerfile, or `cron-example text eol=lf` in .gitattributes",
        File = Example,
        Line = 2,
    });

    [Fact]
    public void Windows_line_endings_in_a_blank_line() => Files(Etc("SHELL=/bin/sh\r\n\r\n" + Job.Replace("\n", "\r\n"))).OnlyFinding().Headline.Should().Be(
        @"cron ignores /etc/cron.d/cron-example: it has Windows line endings, and cron takes the carriage return in line 2, blank otherwise, for a minute (line 2 is `\r`)");

    [Fact]
    public void A_crontab_of_nobody_known() => Files(Spool("* * * * * date\n", "app")).OnlyFinding().Headline.Should().Be(
        "cron ignores /var/spool/cron/crontabs/app: there is no user app (the name of a user's crontab is the user, and there is no app in /etc/passwd)");

    [Fact]
    public void The_first_of_several_lines_that_lack_the_same_is_named() =>
        Files(Etc("61 * * * * root true\n62 * * * * root true\n* * * * * sh x\n")).Findings().Select(it => (it.Fault, it.Line))
            .Should().Equal((CronFault.UserFieldMissing, 3), (CronFault.ScheduleInvalid, 1));

    [Fact]
    public void Where_nothing_is_known_of_users_nothing_is_said_of_them() => (Files(Etc(Job)) with { Users = [] }).Findings().Should().BeEmpty();
}
