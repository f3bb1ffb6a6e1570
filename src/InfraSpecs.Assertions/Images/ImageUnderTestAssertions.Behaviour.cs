using FluentAssertions;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.Images;

namespace InfraSpecs.Assertions;

public sealed partial class ImageUnderTestAssertions
{
    /// <summary>One program runs for long in a container of the image, and the ports that are listened on are those that the image EXPOSEs.</summary>
    /// <param name="seen">What a container of this very image was busy with: <see cref="ImageRun.ReadConcernAsync"/>.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> HaveOneConcern(ImageConcern seen, string because = "", params object[] becauseArgs) =>
        HaveOneConcern(seen, new DeclaredConcern(), because, becauseArgs);

    /// <summary>The programs that run for long in a container of the image, and the ports that are listened on, are those that are declared.</summary>
    /// <param name="seen">What a container of this very image was busy with: <see cref="ImageRun.ReadConcernAsync"/>.</param>
    /// <param name="declared">What the concern is, where it is more than the image says.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> HaveOneConcern(ImageConcern seen, DeclaredConcern declared, string because = "", params object[] becauseArgs)
    {
        Check.That(
            seen.ImageId == Subject.Id, (because, becauseArgs), ("ids", () => $"{Subject.Name}  {Subject.Id}\n{seen.Image}  {seen.ImageId}"),
            "Expected {context:image} {0} to have one concern{reason}, but what ran was another image, {1}.", Subject.Name, seen.Image);
        new ImageConcernAssertions(seen).HaveOneConcern(declared, because, becauseArgs);
        return new(this);
    }
}
