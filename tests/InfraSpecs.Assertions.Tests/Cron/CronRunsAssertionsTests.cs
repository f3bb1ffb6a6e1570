using Xunit.Sdk;

using static InfraSpecs.Assertions.Tests.Cron.CronSnapshots;

namespace InfraSpecs.Assertions.Tests.Cron;

public sealed class CronRunsAssertionsTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Claims_that_hold_pass() => Runs(Run("12:01:01"), Run("12:02:01.2"), Run("12:03:00.9")).Should()
        .HaveRuns(3).And.HaveAtLeastRuns(2).And.BeSpacedBy(Minute, tolerance: Second).And.HaveSucceeded().And.NotOverlap().And.HaveTakenAtMost(Second)
        .And.FollowSchedule("* * * * *");

    [Fact]
    public void HaveRuns_shows_the_log_the_runs_and_the_clock()
    {
        var runs = Runs(Run("12:01:01"), Run("12:02:01", code: 127, output: "sh: 1: task: not found\n"));
        var claim = () => runs.Should().HaveRuns(3);
        claim.Should().Throw<XunitException>().WithMessage("""
            Expected runs of "cron-1" to have 3 runs, but found 2.

            With cron runs:
            no line at all was seen in /var/log/cron.log in cron-1, so none matches /./
            The last runs:
            | run 1, at 2026-11-22 12:01:01 UTC, of 'task.sh', exited with code 0
            | run 2, at 2026-11-22 12:02:01 UTC, of 'task.sh', exited with code 127: sh: 1: task: not found
            The container's clock:
            | 2026-11-22 12:00:30 UTC to 2026-11-22 12:03:30 UTC, at x60

            """);
    }

    [Fact]
    public void HaveAtLeastRuns_fails_with_fewer()
    {
        var claim = () => Runs().Should().HaveAtLeastRuns(1);
        claim.Should().Throw<XunitException>().WithMessage("""
            Expected * of "cron-1" to have at least 1 runs, but found 0.

            With cron runs:
            no line at all was seen in /var/log/cron.log in cron-1, so none matches /./
            The container's clock:
            | 2026-11-22 12:00:30 UTC to 2026-11-22 12:03:30 UTC, at x60

            """);
    }

    [Fact]
    public void BeSpacedBy_names_the_run_that_came_too_late()
    {
        var runs = Runs(Run("12:00:00"), Run("12:01:00"), Run("12:03:00"));
        var claim = () => runs.Should().BeSpacedBy(Minute, tolerance: Second);
        claim.Should().Throw<XunitException>().WithMessage(
            "Expected runs of \"cron-1\" to be 1m apart, give or take 1s, but run 3 came 2m after the one before it.*| run 3, at 2026-11-22 12:03:00 UTC*");
    }

    [Fact]
    public void BeSpacedBy_takes_no_comfort_from_a_single_run()
    {
        var claim = () => Runs(Run("12:01:01")).Should().BeSpacedBy(Minute, tolerance: Second);
        claim.Should().Throw<XunitException>().WithMessage("*but with fewer than two runs there is nothing to compare.*");
    }

    [Fact]
    public void HaveSucceeded_names_the_first_that_failed_and_lists_all()
    {
        var runs = Runs(Run("12:01:01"), Run("12:02:01", code: 2, output: "sh: 0: cannot open task.sh\n"), Run("12:03:01", signal: 9));
        var claim = () => runs.Should().HaveSucceeded("the backup must be there");
        claim.Should().Throw<XunitException>().WithMessage("""
            Expected runs of "cron-1" to have succeeded because the backup must be there, but 2 of 3 did not: run 2, at 2026-11-22 12:02:01 UTC, of 'task.sh', exited with code 2: sh: 0: cannot open task.sh.

            With runs that failed:
            | run 2, at 2026-11-22 12:02:01 UTC, of 'task.sh', exited with code 2: sh: 0: cannot open task.sh
            | run 3, at 2026-11-22 12:03:01 UTC, of 'task.sh', was ended by signal 9

            """);
    }

    [Fact]
    public void HaveSucceeded_wants_runs_and_their_ends()
    {
        FluentActions.Invoking(() => Runs().Should().HaveSucceeded()).Should().Throw<XunitException>().WithMessage("*to have succeeded, but there was no run at all.*");
        FluentActions.Invoking(() => Runs(Run("12:01:01", took: null)).Should().HaveSucceeded())
            .Should().Throw<XunitException>().WithMessage("*but 1 of 1 did not: run 1, at 2026-11-22 12:01:01 UTC, of 'task.sh', has not ended.*");
    }

    [Fact]
    public void HaveSucceeded_takes_no_run_that_left_something_out()
    {
        var claim = () => Runs(Run("12:01:01"), Run("12:02:01") with { LeftOut = "run-parts skips /opt/jobs/backup.sh: there is a '.' in its name" }).Should().HaveSucceeded();
        claim.Should().Throw<XunitException>().WithMessage(
            "*but 1 of 2 did not: run 2, at 2026-11-22 12:02:01 UTC, of 'task.sh', exited with code 0, but run-parts skips /opt/jobs/backup.sh: there is a '.' in its name.*");
    }

    [Fact]
    public void HaveFailed_names_the_first_that_did_not()
    {
        Runs(Run("12:01:01", code: 2), Run("12:02:01", signal: 9)).Should().HaveFailed();
        var runs = Runs(Run("12:01:01", code: 2), Run("12:02:01"), Run("12:03:01", took: null));
        var claim = () => runs.Should().HaveFailed("the disk is full");
        claim.Should().Throw<XunitException>().WithMessage("""
            Expected runs of "cron-1" to have failed because the disk is full, but 2 of 3 did not: run 2, at 2026-11-22 12:02:01 UTC, of 'task.sh', exited with code 0.

            With runs that did not fail:
            | run 2, at 2026-11-22 12:02:01 UTC, of 'task.sh', exited with code 0
            | run 3, at 2026-11-22 12:03:01 UTC, of 'task.sh', has not ended

            """);
        FluentActions.Invoking(() => Runs().Should().HaveFailed()).Should().Throw<XunitException>().WithMessage("*to have failed, but there was no run at all.*");
    }

    [Fact]
    public void HaveNoRuns_wants_time_in_which_there_were_none()
    {
        Runs().Should().HaveNoRuns();
        var runs = Runs(Run("12:01:01"), Run("12:02:01"));
        runs.Invoking(_ => runs.Should().HaveNoRuns("it is paused")).Should().Throw<XunitException>()
            .WithMessage("Expected runs of \"cron-1\" to be none because it is paused, but found 2, first run 1, at 2026-11-22 12:01:01 UTC, of 'task.sh', exited with code 0.*");
        FluentActions.Invoking(() => (Runs() with { Spans = [] }).Should().HaveNoRuns()).Should().Throw<XunitException>()
            .WithMessage("*to be none, but no daemon ran while time passed, so that this proves nothing.*");
    }

    [Fact]
    public void What_is_plainly_a_secret_is_shown_by_no_claim()
    {
        const string Command = "mysqldump -u root -phunter2 app";
        var runs = Runs(Run("12:01:01", took: 90, code: 2, command: Command, output: "+ MYSQL_PWD=hunter2 mysqldump\n"), Run("12:02:01", command: Command),
            Run("12:02:01", command: "TOKEN=hunter2 push"));
        foreach (var claim in new Action[]
        {
            () => runs.Should().HaveRuns(1), () => runs.Should().HaveSucceeded(), () => runs.Should().NotOverlap(),
            () => runs.Should().HaveTakenAtMost(Second), () => runs.Should().FollowSchedule("* * * * *"),
        })
        {
            claim.Should().Throw<XunitException>().Which.Message.Should().Contain("***").And.NotContain("hunter2");
        }
    }

    [Fact]
    public void NotOverlap_names_the_two()
    {
        var runs = Runs(Run("12:01:01", took: 75), Run("12:02:01"));
        FluentActions.Invoking(() => runs.Should().NotOverlap()).Should().Throw<XunitException>().WithMessage(
            "Expected runs of \"cron-1\" not to overlap, but run 2 of 'task.sh' began at 2026-11-22 12:02:01 UTC, and run 1 of it ended at 2026-11-22 12:02:16 UTC.*");
        FluentActions.Invoking(() => (runs with { Spans = [new(runs.All[0].StartedAt, runs.All[1].StartedAt, 60)] }).Should().NotOverlap()).Should().Throw<XunitException>().WithMessage(
            "*ended at 2026-11-22 12:02:16 UTC. Time went at x60: unless it sleeps, it took 1.3 s; a lower speed tells.*");
        FluentActions.Invoking(() => Runs(Run("12:01:01", took: null), Run("12:02:01")).Should().NotOverlap())
            .Should().Throw<XunitException>().WithMessage("*and run 1 of it has not ended.*");
        FluentActions.Invoking(() => Runs(Run("12:01:01")).Should().NotOverlap())
            .Should().Throw<XunitException>().WithMessage("*not to overlap, but with fewer than two runs there is nothing to compare.*");
        Runs(Run("12:01:01", took: 75), Run("12:02:01", command: "another")).Should().NotOverlap();
    }

    [Fact]
    public void HaveTakenAtMost_names_the_run_that_took_longer()
    {
        FluentActions.Invoking(() => Runs(Run("12:01:01", took: 75)).Should().HaveTakenAtMost(Minute)).Should().Throw<XunitException>().WithMessage(
            "Expected * of \"cron-1\" to have taken at most 1m, but run 1 of 'task.sh' took 75 s.*");
        FluentActions.Invoking(() => Runs(Run("12:01:01", took: null)).Should().HaveTakenAtMost(Minute))
            .Should().Throw<XunitException>().WithMessage("*but run 1 of 'task.sh' has not ended.*");
        FluentActions.Invoking(() => Runs().Should().HaveTakenAtMost(Minute))
            .Should().Throw<XunitException>().WithMessage("*to have taken at most 60 s, but there was no run at all.*");
    }

    [Fact]
    public void What_was_not_recorded_can_only_be_counted()
    {
        var runs = Runs(Run("12:01:01", took: null), Run("12:02:01", took: null)) with { NotRecordedBecause = "busybox is a static program" };
        runs.Should().HaveRuns(2).And.BeSpacedBy(Minute, Second);
        Action[] claims =
        [
            () => runs.Should().HaveSucceeded(), () => runs.Should().HaveFailed(), () => runs.Should().HaveNoRuns(), () => runs.Should().NotOverlap(),
            () => runs.Should().HaveTakenAtMost(Minute), () => runs.Should().FollowSchedule("* * * * *"),
        ];
        foreach (var claim in claims) claim.Should().Throw<XunitException>().WithMessage("*, but they were not recorded: busybox is a static program.*");
    }
}
