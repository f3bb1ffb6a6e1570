using FluentAssertions.Primitives;
using InfraSpecs.Images;

namespace InfraSpecs.Assertions;

/// <summary>Claims about what is in an image, how it starts, and whether it runs elsewhere.</summary>
/// <param name="subject">The image.</param>
public sealed partial class ImageUnderTestAssertions(ImageUnderTest subject) : ReferenceTypeAssertions<ImageUnderTest, ImageUnderTestAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "image";
}
