using Xunit.Sdk;

using static InfraSpecs.Assertions.Tests.Snapshots;

namespace InfraSpecs.Assertions.Tests.Logs;

public sealed class LogSnapshotAssertionsTests
{
    [Fact]
    public void Claims_that_hold_pass()
    {
        Log(0, 60).Should().HaveMatches(2).And.HaveAtLeastMatches(1);
        Log([(0, "other")], 0).Should().HaveNoMatches();
    }

    [Fact]
    public void HaveMatches_shows_container_file_tally_and_last_lines()
    {
        var hourly = Log([(0, "Hello!"), (1, "what?")], 1);
        var claim = () => hourly.Should().HaveMatches(3, "it is due {0} times", "three");
        claim.Should().Throw<XunitException>().WithMessage("""
            Expected hourly to have 3 lines matching "Hello" because it is due three times, but found 1.

            With log:
            1 line of 2 in /var/log/cron.log in cron-1 matches /Hello/
            The last lines seen:
            | Hello!
            | what?

            """);
    }

    [Fact]
    public void HaveAtLeastMatches_fails_with_fewer()
    {
        var claim = () => Log(0).Should().HaveAtLeastMatches(2);
        claim.Should().Throw<XunitException>().WithMessage("Expected * to have at least 2 lines matching \"Hello\", but found 1.*1 line of 1*");
    }

    [Fact]
    public void HaveNoMatches_shows_the_last_that_does()
    {
        var claim = () => Log([(0, "Hello!"), (1, "x")], 1).Should().HaveNoMatches();
        claim.Should().Throw<XunitException>().WithMessage("*to have no line matching \"Hello\", but found 1, the last of them \"Hello!\".*| x*");
    }

    [Fact]
    public void HaveNoMatches_takes_no_comfort_from_an_empty_log()
    {
        var claim = () => Log().Should().HaveNoMatches();
        claim.Should().Throw<XunitException>().WithMessage("*but it has no line at all, which proves nothing.*no line at all was seen in /var/log/cron.log in cron-1*");
    }

    [Fact]
    public void Zero_matches_are_claimed_by_name()
    {
        var claim = () => Log(0).Should().HaveMatches(0);
        claim.Should().Throw<ArgumentOutOfRangeException>();
    }
}
