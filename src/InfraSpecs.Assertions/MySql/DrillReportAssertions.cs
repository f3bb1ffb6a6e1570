using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.MySql;

namespace InfraSpecs.Assertions;

/// <summary>Claims about what a backup was worth.</summary>
/// <param name="subject">What the drill found.</param>
public sealed class DrillReportAssertions(DrillReport subject) : ReferenceTypeAssertions<DrillReport, DrillReportAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "drill";

    private (string, Func<string>) Evidence => ("drill", Subject.Describe);

    /// <summary>All that was there when the backup began is there after the restore, unchanged and whole. What was written since is not
    /// claimed: a backup cannot have it.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<DrillReportAssertions> HaveRestoredEverything(string because = "", params object[] becauseArgs)
    {
        Check.That(
            Subject.Holds, (because, becauseArgs), Evidence,
            "Expected {context:drill} to have restored everything{reason}, but {0} thing(s) differ, {1} commits from before the backup are lost, "
            + "{2} transactions are torn, and {3} rows are damaged{4}.",
            Subject.Differences.Count, Subject.LostFromBefore.Count, Subject.Ledger.Torn.Count, Subject.Ledger.DamagedRows.Count,
            new UnquotedText(string.Concat(Subject.Steps.Where(step => step.Complaint is not null).Select(step => $"; the {step.Name} said: {step.Complaint}"))));
        return new(this);
    }

    /// <summary>From the loss of the server until another one had its data took no longer than this.</summary>
    /// <param name="limit">The most that it may take.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<DrillReportAssertions> HaveRecoveredWithin(TimeSpan limit, string because = "", params object[] becauseArgs)
    {
        Check.That(
            Subject.RecoveryTook <= limit, (because, becauseArgs), Evidence,
            "Expected {context:drill} to have recovered within {0}{reason}, but it took {1}.", limit, Subject.RecoveryTook);
        return new(this);
    }
}
