using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.Cron;

namespace InfraSpecs.Assertions;

/// <summary>Claims about what keeps a container's jobs from running.</summary>
/// <param name="subject">What was found.</param>
public sealed class CronDiagnosisAssertions(CronDiagnosis subject) : ReferenceTypeAssertions<CronDiagnosis, CronDiagnosisAssertions>(subject)
{
    private readonly HashSet<CronFault> _claimed = [];

    /// <inheritdoc/>
    protected override string Identifier => "diagnosis";

    private (string, Func<string>) Evidence => ("diagnosis", Subject.ToString);

    /// <summary>Nothing keeps a job from running.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<CronDiagnosisAssertions> BeClean(string because = "", params object[] becauseArgs)
    {
        Check.That(
            Subject.IsClean, (because, becauseArgs), Evidence,
            "Expected {context:diagnosis} of {0} to be clean{reason}, but {1}.", Subject.Subject, new UnquotedText(Subject.Headline ?? ""));
        return new(this);
    }

    /// <summary>Among the causes is this one; others may be.</summary>
    /// <param name="fault">The cause.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<CronDiagnosisAssertions> HaveCause(CronFault fault, string because = "", params object[] becauseArgs)
    {
        Check.That(
            Subject.Findings.Any(it => it.Fault == fault), (because, becauseArgs), Evidence,
            "Expected {context:diagnosis} of {0} to have the cause {1}{reason}, but {2}.",
            Subject.Subject, new UnquotedText(fault.ToString()), new UnquotedText(Subject.IsClean ? "nothing was found" : $"found {Faults(Subject.Findings)}"));
        _claimed.Add(fault);
        return new(this);
    }

    /// <summary>There is no cause but those that were claimed before; at least one must have been.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    /// <exception cref="InvalidOperationException">None was claimed: <see cref="BeClean"/> is what is meant then.</exception>
    [CustomAssertion]
    public AndConstraint<CronDiagnosisAssertions> HaveNoOtherCause(string because = "", params object[] becauseArgs)
    {
        if (_claimed.Count == 0) throw new InvalidOperationException("HaveNoOtherCause follows HaveCause; BeClean is the claim that there is none at all.");
        var others = Subject.Findings.Where(it => !_claimed.Contains(it.Fault)).ToList();
        Check.That(
            others.Count == 0, (because, becauseArgs), Evidence,
            "Expected {context:diagnosis} of {0} to have no cause but {1}{reason}, but found {2} too.",
            Subject.Subject, new UnquotedText(string.Join(", ", _claimed)), new UnquotedText(Faults(others)));
        return new(this);
    }

    private static string Faults(IEnumerable<CronFinding> findings) => string.Join(", ", findings.Select(it => it.Fault).Distinct());
}
