using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.Swarm;

namespace InfraSpecs.Assertions;

/// <summary>Claims about what became of an update. A failure shows the images, the failed tasks, and the picture of nodes and slots.</summary>
/// <param name="subject">The report.</param>
public sealed class UpdateReportAssertions(UpdateReport subject) : ReferenceTypeAssertions<UpdateReport, UpdateReportAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "update";

    private (string, Func<string>) Evidence => ("update", Subject.ToString);

    /// <summary>It went through: the managers have replaced all tasks, and watched the last ones for <see cref="UpdatePolicy.Monitor"/>.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<UpdateReportAssertions> HaveCompleted(string because = "", params object[] becauseArgs)
    {
        Check.That(
            Subject.State == UpdateState.Completed, (because, becauseArgs), Evidence,
            "Expected {context:update} of {0} to have completed{reason}, but {1}{2}.", Subject.Service, new UnquotedText(Subject.Outcome), new UnquotedText(Because()));
        return new(this);
    }

    /// <summary>It failed, and the managers took it back to the end without being asked to.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<UpdateReportAssertions> HaveRolledBackByItself(string because = "", params object[] becauseArgs)
    {
        Check.That(
            Subject is { State: UpdateState.RolledBack, IsRolledBackByItself: true }, (because, becauseArgs), Evidence,
            "Expected {context:update} of {0} to have been rolled back by itself{reason}, but {1}{2}.", Subject.Service, new UnquotedText(Subject.Outcome), new UnquotedText(Because()));
        return new(this);
    }

    /// <summary>Too many tasks failed, and the managers left it where it was.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<UpdateReportAssertions> BePaused(string because = "", params object[] becauseArgs)
    {
        Check.That(
            Subject.State is UpdateState.Paused or UpdateState.RollbackPaused, (because, becauseArgs), Evidence,
            "Expected {context:update} of {0} to be paused{reason}, but {1}{2}.", Subject.Service, new UnquotedText(Subject.Outcome), new UnquotedText(Because()));
        return new(this);
    }

    private string Because() => Subject.Why is { } why ? $" ({why})" : "";
}
