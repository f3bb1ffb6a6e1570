using System.Text;
using InfraSpecs.Cron;

namespace InfraSpecs.Assertions.Tests.Cron;

public sealed class CrontabFileAssertionsTests
{
    private static readonly CrontabFile Crontab = CrontabFile.Parse("jobs", Encoding.UTF8.GetBytes("# jobs\n25 6 * * * root backup\n@daily root tidy\n"));

    [Fact]
    public void HaveJob_takes_what_is_written() => Crontab.Should().HaveJob("25 6 * * *", "root backup").Which.Number.Should().Be(2);

    [Fact]
    public void HaveJob_says_where_it_is_instead() => AssertionText.Of(() => Crontab.Should().HaveJob("25 7 * * *", "root backup")).Should().Be(
        """
        Expected Crontab "jobs" to have "root backup" at "25 7 * * *", but it is at 25 6 * * * (line 2).

        With jobs of jobs:
        2: 25 6 * * * root backup
        3: @daily root tidy
        """);

    [Fact]
    public void HaveJob_says_what_is_there_instead() => AssertionText.Of(() => Crontab.Should().HaveJob("@daily", "root clean")).Should()
        .Contain("to have \"root clean\" at \"@daily\", but at that time there is root tidy (line 3).");

    [Fact]
    public void HaveJob_fails_where_neither_is_there()
    {
        AssertionText.Of(() => Crontab.Should().HaveJob("@hourly", "root clean")).Should().Contain("but no job has this command or this schedule.");
        AssertionText.Of(() => CrontabFile.Parse("none", default).Should().HaveJob("@hourly", "root clean")).Should().Contain("but it has no job.").And.Contain("(no job)");
    }

    [Fact]
    public void HaveJobs_counts()
    {
        Crontab.Should().HaveJobs(2).And.EndWithNewline();
        AssertionText.Of(() => Crontab.Should().HaveJobs(1)).Should().Contain("to have 1 job, but it has 2.");
    }

    [Fact]
    public void EndWithNewline_shows_the_last_line() => AssertionText.Of(() => CrontabFile.Parse("jobs", Encoding.UTF8.GetBytes("@daily tidy")).Should().EndWithNewline()).Should()
        .Contain("to end with a newline, without which cron ignores it, but its last line is \"@daily tidy\".");
}
