using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;

namespace InfraSpecs.Assertions;

/// <summary>Claims about what a fault did.</summary>
/// <param name="subject">What it had done when it was looked at.</param>
public sealed class FaultEffectAssertions(FaultEffect subject) : ReferenceTypeAssertions<FaultEffect, FaultEffectAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "fault";

    private (string, Func<string>) Evidence => ($"fault of {Subject.Container}", Subject.ToString);

    /// <summary>It did something to at least so many packets, writes or threads, so that what the spec saw was seen under it; and it was in force until it was looked at.</summary>
    /// <param name="times">How many; default 1.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<FaultEffectAssertions> HaveBeenFelt(long times = 1, string because = "", params object[] becauseArgs)
    {
        Check.That(
            Subject.Ended is null && Subject.Affected >= times, (because, becauseArgs), Evidence,
            "Expected {context:fault} of {0} ({1}) to have been felt by {2} or more{reason}, but {3}.", new UnquotedText(Subject.Container), new UnquotedText(Subject.Fault),
            new UnquotedText(FailureText.Count(times, Subject.Unit)), new UnquotedText(Why));
        return new(this);
    }

    private string Why => Subject switch
    {
        { Ended: { } ended } => $"it was not in force to the end: {ended}",
        { Seen: 0, Unit: "pause" } => "its processes needed less than that: let them do more, or lower the share",
        { Seen: 0, Unit: "write" } => "nothing was changed there: the spec wrote to no file of the folder, or only through memory that is mapped",
        { Affected: 0, Unit: "write" } => $"none of the {FailureText.Count(Subject.Seen, Subject.Unit)} there met it: chance chose none, or they only overwrote, which a full disk allows",
        { Seen: 0 } => "no packet went its way: the spec used no network, or other peers, ports or another direction than the fault names",
        { Affected: 0 } => $"{FailureText.Count(Subject.Seen, Subject.Unit)} went its way, and chance chose none: let more go, or raise the share",
        _ => $"only by {Subject.Affected} of {FailureText.Count(Subject.Seen, Subject.Unit)} that went its way",
    };
}
