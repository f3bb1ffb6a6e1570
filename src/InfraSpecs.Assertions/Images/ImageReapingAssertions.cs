using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.Images;

namespace InfraSpecs.Assertions;

/// <summary>Claims about whether ended processes are reaped.</summary>
/// <param name="subject">What <see cref="ImageRun.ReapAsync"/> returned.</param>
public sealed class ImageReapingAssertions(ImageReaping subject) : ReferenceTypeAssertions<ImageReaping, ImageReapingAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "image";

    /// <summary>Process 1 reaps orphans, and no other process leaves zombies.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageReapingAssertions> ReapChildren(string because = "", params object[] becauseArgs)
    {
        var breaches = Subject.FindBreaches();
        Check.That(
            breaches.Count == 0, (because, becauseArgs), ("processes", Subject.ToString),
            "Expected {context:image} {0} to reap ended processes{reason}, but {1}", Subject.Image, new UnquotedText(string.Join('\n', breaches)));
        return new(this);
    }
}
