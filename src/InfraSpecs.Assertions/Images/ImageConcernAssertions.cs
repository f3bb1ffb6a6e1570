using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.Images;

namespace InfraSpecs.Assertions;

/// <summary>Claims about what a container of an image is busy with.</summary>
/// <param name="subject">What <see cref="ImageRun.ReadConcernAsync"/> returned.</param>
public sealed class ImageConcernAssertions(ImageConcern subject) : ReferenceTypeAssertions<ImageConcern, ImageConcernAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "image";

    /// <summary>One program runs for long, and the ports that are listened on are those that the image EXPOSEs.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageConcernAssertions> HaveOneConcern(string because = "", params object[] becauseArgs) =>
        HaveOneConcern(new DeclaredConcern(), because, becauseArgs);

    /// <summary>The programs that run for long, and the ports that are listened on, are those that are declared.</summary>
    /// <param name="declared">What the concern is, where it is more than the image says.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageConcernAssertions> HaveOneConcern(DeclaredConcern declared, string because = "", params object[] becauseArgs)
    {
        var breaches = Subject.FindBreaches(declared);
        Check.That(
            breaches.Count == 0, (because, becauseArgs), ("processes", Subject.ToString),
            "Expected {context:image} {0} to have one concern{reason}, but {1}.", Subject.Image, new UnquotedText(string.Join(";\n", breaches)));
        return new(this);
    }
}
