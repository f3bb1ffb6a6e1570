using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Images;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.Images;

namespace InfraSpecs.Assertions;

/// <summary>Claims about what is in an image, how it starts, and whether it runs elsewhere.</summary>
/// <param name="subject">The image.</param>
public sealed partial class ImageUnderTestAssertions(ImageUnderTest subject) : ReferenceTypeAssertions<ImageUnderTest, ImageUnderTestAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "image";

    /// <summary>A claim that shows the configuration when it fails.</summary>
    /// <param name="condition">What is claimed.</param>
    /// <param name="because">The spec's reason, with its arguments.</param>
    /// <param name="claim">What is expected, as "to have user \"app\"".</param>
    /// <param name="found">What was found, as "found \"root\"".</param>
    [CustomAssertion]
    private AndConstraint<ImageUnderTestAssertions> Verify(bool condition, (string, object[]) because, string claim, string found) =>
        Verify(condition, because, claim, found, ("configuration", () => ConfigText.Write(Subject.Config)));

    [CustomAssertion]
    private AndConstraint<ImageUnderTestAssertions> Verify(bool condition, (string, object[]) because, string claim, string found, (string, Func<string>) evidence)
    {
        Check.That(condition, because, evidence, "Expected {context:image} {0} {1}{reason}, but {2}.", Subject.Name, new UnquotedText(claim), new UnquotedText(found));
        return new(this);
    }
}
