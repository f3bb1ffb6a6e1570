using FluentAssertions.Execution;
using InfraSpecs.Cron;
using static InfraSpecs.Assertions.Tests.Snapshots;

namespace InfraSpecs.Assertions.Tests.Cron;

public sealed class CronRunsAssertionsSpecs
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Claims_that_hold_pass() =>
        new CronRuns(Log(0, 60.2, 119.9)).Should().HaveRuns(3).And.HaveAtLeastRuns(2).And.BeSpacedBy(Minute, tolerance: Second);

    [Fact]
    public void HaveRuns_shows_the_log_and_the_times()
    {
        var runs = new CronRuns(Log(0, 60.25));
        var claim = () => runs.Should().HaveRuns(3);
        claim.Should().Throw<AssertionFailedException>().WithMessage("""
            Expected runs of "cron-1" to have 3 runs, but found 2.

            With cron log:
            2 lines of 2 in /var/log/cron.log in cron-1 match /Hello/
            The last lines seen:
            | Hello!
            | Hello!
            The last runs were seen at 12:00:00.000, 12:01:00.250 UTC

            """);
    }

    [Fact]
    public void HaveAtLeastRuns_fails_with_fewer()
    {
        var claim = () => new CronRuns(Log()).Should().HaveAtLeastRuns(1);
        claim.Should().Throw<AssertionFailedException>().WithMessage("Expected * of \"cron-1\" to have at least 1 runs, but found 0.*no line at all was seen*");
    }

    [Fact]
    public void BeSpacedBy_names_the_run_that_came_too_late()
    {
        var runs = new CronRuns(Log(0, 60, 180, 240));
        var claim = () => runs.Should().BeSpacedBy(Minute, tolerance: Second);
        claim.Should().Throw<AssertionFailedException>().WithMessage(
            "Expected runs of \"cron-1\" to be 1m apart, give or take 1s, but run 3 came 2m after run 2.*12:00:00.000, 12:01:00.000, 12:03:00.000*");
    }

    [Fact]
    public void BeSpacedBy_takes_no_comfort_from_a_single_run()
    {
        var claim = () => new CronRuns(Log(0)).Should().BeSpacedBy(Minute, tolerance: Second);
        claim.Should().Throw<AssertionFailedException>().WithMessage("*but with fewer than two runs there is nothing to compare.*");
    }
}
