using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.Images;

namespace InfraSpecs.Assertions;

/// <summary>Claims about what an image did in several environments.</summary>
/// <param name="subject">What <see cref="EnvironmentMatrix.RunAsync"/> returned.</param>
public sealed class EnvironmentReportAssertions(EnvironmentReport subject) : ReferenceTypeAssertions<EnvironmentReport, EnvironmentReportAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "image";

    /// <summary>In each environment it did what was expected, and what was expected tells the environments apart.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<EnvironmentReportAssertions> BeControlledByEnvironment(string because = "", params object[] becauseArgs)
    {
        Check.That(
            Why is null, (because, becauseArgs), ("rows", Subject.ToString),
            "Expected {context:image} {0} to be controlled by its environment{reason}, but {1}.", Subject.Image, new UnquotedText(Why ?? ""));
        return new(this);
    }

    private string? Why => Subject.Red is { Count: > 0 } red
        ? $"{red.Count} of {Subject.Rows.Count} rows {(red.Count == 1 ? "is" : "are")} red: " + string.Join(";\n", red.Select(it => $"{it.Name} ({it.Environment}): {string.Join("; ", it.Findings)}"))
        : Subject.Vacuity;
}
