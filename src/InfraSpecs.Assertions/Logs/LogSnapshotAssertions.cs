using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;

namespace InfraSpecs.Assertions;

/// <summary>Claims about a log.</summary>
/// <param name="subject">The log as it was.</param>
public sealed class LogSnapshotAssertions(LogSnapshot subject) : ReferenceTypeAssertions<LogSnapshot, LogSnapshotAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "log";

    private (string, Func<string>) Evidence => ("log", Subject.Describe);

    /// <summary>Exactly so many lines match.</summary>
    /// <param name="expected">The number, 1 or more; for none there is <see cref="HaveNoMatches"/>.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<LogSnapshotAssertions> HaveMatches(long expected, string because = "", params object[] becauseArgs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(expected, 1);
        Check.That(
            Subject.MatchCount == expected, (because, becauseArgs), Evidence,
            "Expected {context:log} to have {0} lines matching {1}{reason}, but found {2}.", expected, Subject.Pattern, Subject.MatchCount);
        return new(this);
    }

    /// <summary>So many lines match, or more.</summary>
    /// <inheritdoc cref="HaveMatches"/>
    [CustomAssertion]
    public AndConstraint<LogSnapshotAssertions> HaveAtLeastMatches(long expected, string because = "", params object[] becauseArgs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(expected, 1);
        Check.That(
            Subject.MatchCount >= expected, (because, becauseArgs), Evidence,
            "Expected {context:log} to have at least {0} lines matching {1}{reason}, but found {2}.", expected, Subject.Pattern, Subject.MatchCount);
        return new(this);
    }

    /// <summary>No line matches, and there were lines: an empty log proves nothing, and fails.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<LogSnapshotAssertions> HaveNoMatches(string because = "", params object[] becauseArgs)
    {
        Check.That(
            Subject.LineCount > 0, (because, becauseArgs), Evidence,
            "Expected {context:log} to have no line matching {0}{reason}, but it has no line at all, which proves nothing.", Subject.Pattern);
        Check.That(
            Subject.MatchCount == 0, (because, becauseArgs), Evidence,
            "Expected {context:log} to have no line matching {0}{reason}, but found {1}, the last of them {2}.",
            Subject.Pattern, Subject.MatchCount, Subject.Matches is [.., var last] ? last.Text : "");
        return new(this);
    }
}
