namespace InfraSpecs.Cron.Tests.Runs;

public sealed class RecordedRunsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private readonly RecordedRuns _runs = new(job: null);

    [Fact]
    public void A_start_opens_a_run_and_the_end_of_that_process_closes_it()
    {
        Start(Noon, 7, "one");
        Start(Noon.AddSeconds(1), 8, "two");
        _runs.Add(new CommandEndRecord(Noon.AddSeconds(3), 8) { Signal = 9, Output = "half of" });
        List.Should().BeEquivalentTo(new object[]
        {
            new { Number = 1L, StartedAt = Noon, EndedAt = (DateTimeOffset?)null, Duration = (TimeSpan?)null, ExitCode = (int?)null, User = "user 0", Command = "one", Output = "" },
            new { Number = 2L, StartedAt = Noon.AddSeconds(1), EndedAt = Noon.AddSeconds(3), Duration = TimeSpan.FromSeconds(2), Signal = 9, User = "user 0", Command = "two", Output = "half of" },
        });
        (_runs.Begun, _runs.Ended, _runs.All).Should().Be((2, 1, 2));
    }

    [Fact]
    public void Of_a_job_only_its_own_are_counted()
    {
        var runs = new RecordedRuns("task.sh");
        runs.Add(new CommandStartRecord(Noon, 7) { UserId = 0, Shell = "/bin/sh", Command = "sh /usr/local/bin/task.sh" });
        runs.Add(new CommandStartRecord(Noon, 8) { UserId = 0, Shell = "/bin/sh", Command = "run-parts /etc/cron.hourly" });
        runs.Add(new CommandEndRecord(Noon, 8) { ExitCode = 0, Output = "" });
        (runs.Begun, runs.Ended, runs.All).Should().Be((1, 0, 2));
        runs.ToList(id => "root").Should().HaveCount(2);
    }

    [Fact]
    public void A_process_number_that_comes_again_is_another_run()
    {
        Start(Noon, 7, "first");
        Start(Noon.AddMinutes(1), 7, "second");
        _runs.Add(new CommandEndRecord(Noon.AddMinutes(1), 7) { ExitCode = 0, Output = "" });
        List.Select(run => run.ExitCode).Should().Equal(null, 0);
    }

    [Fact]
    public void An_end_without_a_start_is_none_of_its_business()
    {
        _runs.Add(new CommandEndRecord(Noon, 7) { ExitCode = 0, Output = "" });
        List.Should().BeEmpty();
        _runs.Ended.Should().Be(0);
    }

    [Fact]
    public void A_run_that_the_containers_end_interrupts_has_no_end_and_is_not_open()
    {
        Start(Noon, 7, "long");
        _runs.Interrupt();
        Start(Noon.AddMinutes(5), 7, "next");
        _runs.Add(new CommandEndRecord(Noon.AddMinutes(6), 7) { ExitCode = 0, Output = "" });
        List.Select(it => (it.Command, it.EndedAt, it.WasInterrupted)).Should().Equal(("long", null, true), ("next", Noon.AddMinutes(6), false));
        (_runs.Begun, _runs.Ended, _runs.Open).Should().Be((2, 1, 0));
    }

    [Fact]
    public void A_run_that_outlives_its_daemon_has_an_end()
    {
        Start(Noon, 7, "long");
        _runs.Interrupt();
        _runs.Add(new CommandEndRecord(Noon.AddMinutes(6), 7) { ExitCode = 0, Output = "" });
        List.Should().ContainSingle().Which.Should().BeEquivalentTo(new { EndedAt = Noon.AddMinutes(6), WasInterrupted = false });
    }

    private IReadOnlyList<CronRun> List => _runs.ToList(id => $"user {id}");

    private void Start(DateTimeOffset at, int process, string command) => _runs.Add(new CommandStartRecord(at, process) { UserId = 0, Shell = "/bin/sh", Command = command });
}
