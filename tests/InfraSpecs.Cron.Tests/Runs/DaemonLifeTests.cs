namespace InfraSpecs.Cron.Tests.Runs;

/// <summary>What a daemon owes that ended and was started again.</summary>
public sealed class DaemonLifeTests
{
    private static readonly DateTimeOffset Noon = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DaemonLife[] Lives = [new(Noon, Noon.AddMinutes(3.1), HasEnded: true), new(Noon.AddMinutes(7.5), Noon.AddMinutes(8.1))];

    [Fact]
    public void Time_in_which_there_was_none_is_left_out() =>
        DaemonLife.Within(Lives, [new(Noon.AddMinutes(-1), Noon.AddMinutes(2), 60), new(Noon.AddMinutes(2), Noon.AddMinutes(10), 1)]).Should().Equal(
        new ClockSpan(Noon, Noon.AddMinutes(2), 60),
        new ClockSpan(Noon.AddMinutes(2), Noon.AddMinutes(3.1), 1),
        new ClockSpan(Noon.AddMinutes(7.5), Noon.AddMinutes(10), 1));

    [Fact]
    public void One_that_has_ended_owes_no_more() => DaemonLife.Within([Lives[0]], [new(Noon, Noon.AddDays(1), 1)]).Should().Equal(new ClockSpan(Noon, Noon.AddMinutes(3.1), 1));

    [Theory]
    [InlineData("* * * * *", "12:01", "12:02", "12:03", "12:08", "12:09", "12:10")]
    [InlineData("5 12 * * *")]
    public void Nothing_is_made_up_for_of_the_time_between(string schedule, params string[] due) =>
        Report(schedule).Due.Select(it => $"{it.ForMinute:HH:mm}").Should().Equal(due);

    [Fact]
    public void A_job_that_was_due_meanwhile_was_not_due()
    {
        var evidence = new CronEvidence { Files = Given.Files(Given.Etc("5 12 * * * root sh /usr/local/bin/task.sh\n")), Spans = Spans, Restarts = [Lives[1].Start] };
        Conclusions.Draw(evidence).Headline.Should().StartWith("no job was due: the job in line 1 of /etc/cron.d/cron-example is due next at 2027-03-02 12:05:00 UTC (");
    }

    [Fact]
    public void An_interrupted_run_is_neither_hanging_nor_clean()
    {
        var run = new CronRun { Number = 1, StartedAt = Noon.AddMinutes(3), Command = "sh /usr/local/bin/task.sh", User = "root", WasInterrupted = true };
        var evidence = new CronEvidence { Files = Given.Files(Given.Etc(Given.Job)), Spans = Spans, Restarts = [Lives[1].Start], Runs = [run] };
        Conclusions.Draw(evidence).Headline.Should().Be("the job in line 1 of /etc/cron.d/cron-example was interrupted: the container ended while it ran (run 1 began at 12:03:00, and nobody saw it end)");
        var later = new CronRun { Number = 2, StartedAt = Noon.AddMinutes(8), EndedAt = Noon.AddMinutes(8), Command = run.Command, User = "root", ExitCode = 0 };
        Conclusions.Draw(evidence with { Runs = [run, later] }).IsClean.Should().BeTrue();
    }

    private static IReadOnlyList<ClockSpan> Spans => DaemonLife.Within(Lives, [new(Noon, Noon.AddMinutes(10), 1)]);

    private static ScheduleReport Report(string schedule) => ScheduleReport.Compare(CronSchedule.Parse(schedule), new CronRuns
    {
        Container = "cron-1",
        All = [],
        Count = 0,
        Daemon = CronDaemon.Debian,
        Zone = TimeZoneInfo.Utc,
        Spans = Spans,
        Restarts = [Lives[1].Start],
        Log = new LogSnapshot { Container = "cron-1", Source = "x", Pattern = "x", LineCount = 0, MatchCount = 0, Matches = [], LastLines = [] },
    });
}
