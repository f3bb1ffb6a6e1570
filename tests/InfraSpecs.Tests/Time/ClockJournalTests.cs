using InfraSpecs.Time;

namespace InfraSpecs.Tests.Time;

public sealed class ClockJournalTests
{
    private static readonly DateTimeOffset At = new DateTimeOffset(2027, 3, 5, 6, 25, 2, TimeSpan.Zero).AddTicks(994_550);

    [Fact]
    public void A_line_of_syslog() => ClockJournal.Read("L\t1804227902099455020\t20\tCRON\t(root) CMD (sh /usr/local/bin/task.sh\\r)")
        .Should().Be(new SyslogRecord(At, 20, "CRON", "(root) CMD (sh /usr/local/bin/task.sh\r)"));

    [Fact]
    public void The_start_of_a_job() => ClockJournal.Read("S\t1804227902099455020\t24\t65534\t/bin/sh\techo a\\tb\\\\n")
        .Should().Be(new CommandStartRecord(At, 24) { UserId = 65534, Shell = "/bin/sh", Command = "echo a\tb\\n" });

    [Fact]
    public void The_names_of_a_jobs_variables() => ClockJournal.Read("S\t1804227902099455020\t24\t0\t/bin/sh\tdate\tHOME=PATH=a\\tb=")
        .Should().BeOfType<CommandStartRecord>().Which.Variables.Should().Equal("HOME", "PATH", "a\tb");

    [Fact]
    public void Its_end_with_an_exit_code() => ClockJournal.Read("E\t1804227902099455020\t24\tx127\tsh: 1: date: not found\\n")
        .Should().Be(new CommandEndRecord(At, 24) { ExitCode = 127, Output = "sh: 1: date: not found\n" });

    [Fact]
    public void Its_end_by_a_signal() => ClockJournal.Read("E\t1804227902099455020\t24\ts9\t").Should().Be(new CommandEndRecord(At, 24) { Signal = 9, Output = "" });

    [Fact]
    public void The_beginning_of_a_daemon() => ClockJournal.Read("D\t1804227902099455020\t1\tcrond").Should().Be(new ProgramStartRecord(At, 1, "crond"));

    [Fact]
    public void The_sleep_of_a_daemon() => ClockJournal.Read("Z\t1804227902099455020\t1\t/usr/sbin/cron\t59")
        .Should().Be(new SleepRecord(At, 1, "/usr/sbin/cron", TimeSpan.FromSeconds(59)));

    [Theory]
    [InlineData("")]
    [InlineData("P\t1804227902099455020\t1\tcron")]
    [InlineData("X\t1804227902099455020\t1\tcron")]
    [InlineData("E\t1804227902099455020\t24\tx\t")]
    [InlineData("S\tnow\t24\t0\t/bin/sh\tdate")]
    [InlineData("rubbish from a job")]
    public void Other_lines_are_none(string line) => ClockJournal.Read(line).Should().BeNull();

    [Fact]
    public void The_first_line_says_what_time_its_process_saw() =>
        ClockJournal.FirstTime("P\t1804227902099455020\t1\tcron\nL\t1804227903099455020\t1\tcron\tx\n").Should().Be(At);

    [Theory]
    [InlineData("")]
    [InlineData("P\t1804227902099455020\t1\tcron")]
    [InlineData("P\n")]
    [InlineData("P\tx\t1\tcron\n")]
    public void A_journal_without_a_complete_line_says_nothing(string journal) => ClockJournal.FirstTime(journal).Should().BeNull();
}
