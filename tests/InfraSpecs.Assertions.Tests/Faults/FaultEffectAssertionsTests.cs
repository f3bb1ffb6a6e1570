namespace InfraSpecs.Assertions.Tests.Faults;

public sealed class FaultEffectAssertionsTests
{
    private static readonly FaultEffect Felt = new() { Container = "web", Fault = "a delay of 0.2 s, both ways", Seen = 12, Affected = 10, Delayed = 10 };

    [Fact]
    public void What_did_something_was_felt() => Felt.Should().HaveBeenFelt().And.HaveBeenFelt(times: 10);

    [Fact]
    public void What_did_nothing_or_too_little_or_ended_was_not()
    {
        const string claim = "Expected effect of web (a delay of 0.2 s, both ways) to have been felt by ";
        ShouldFail(Felt with { Seen = 0, Affected = 0, Delayed = 0 }, 1, $"{claim}1 packet or more, but no packet went its way: *");
        ShouldFail(Felt with { Affected = 0, Delayed = 0 }, 1, $"{claim}1 packet or more, but 12 packets went its way, and chance chose none: *");
        ShouldFail(Felt with { Unit = "write", Seen = 0, Affected = 0 }, 1, $"{claim}1 write or more, but nothing was changed there: *");
        ShouldFail(Felt with { Unit = "write", Affected = 0 }, 2, $"{claim}2 writes or more, but none of the 12 writes there met it: *");
        ShouldFail(Felt with { Unit = "pause", Seen = 0, Affected = 0 }, 1, $"{claim}1 pause or more, but its processes needed less than that: *");
        ShouldFail(Felt, 11, $"{claim}11 packets or more, but only by 10 of 12 packets that went its way.*");
        ShouldFail(Felt with { Ended = "web was removed" }, 1, $"{claim}1 packet or more, but it was not in force to the end: web was removed.*");
    }

    private static void ShouldFail(FaultEffect effect, long packets, string text) =>
        FluentActions.Invoking(() => effect.Should().HaveBeenFelt(packets)).Should().Throw<Exception>().WithMessage(text);
}
