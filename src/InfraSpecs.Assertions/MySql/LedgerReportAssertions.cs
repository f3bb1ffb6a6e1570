using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.MySql;

namespace InfraSpecs.Assertions;

/// <summary>Claims about what became of the commits of a ledger.</summary>
/// <param name="subject">The comparison.</param>
public sealed class LedgerReportAssertions(LedgerReport subject) : ReferenceTypeAssertions<LedgerReport, LedgerReportAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "ledger";

    private (string, Func<string>) Evidence => ("ledger", Subject.Describe);

    /// <summary>
    /// Every acknowledged commit is there and whole, no row is damaged, and nothing is there that was never committed. A ledger without a
    /// single acknowledged commit proves nothing, and fails. Commits in doubt may be there or not.
    /// </summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<LedgerReportAssertions> HaveLostNothing(string because = "", params object[] becauseArgs)
    {
        Check.That(
            Subject.Acknowledged > 0, (because, becauseArgs), Evidence,
            "Expected {context:ledger} to have lost nothing{reason}, but no commit was acknowledged, which proves nothing.");
        Check.That(
            Subject.HasLostNothing || Subject.Acknowledged == 0, (because, becauseArgs), Evidence,
            "Expected {context:ledger} to have lost nothing{reason}, but of {0} acknowledged commits {1} are missing, {2} transactions are torn, "
            + "{3} rows are damaged, and {4} transactions are there that were never committed.",
            new UnquotedText(FormattableString.Invariant($"{Subject.Acknowledged:N0}")), Subject.Lost.Count, Subject.Torn.Count, Subject.DamagedRows.Count, Subject.UnacknowledgedPresent.Count);
        return new(this);
    }
}
