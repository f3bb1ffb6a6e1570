using FluentAssertions;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.Images;

namespace InfraSpecs.Assertions;

public sealed partial class ImageUnderTestAssertions
{
    /// <summary>Who used the released image can use this one as before, as far as can be told without running them; see <see cref="ImageCompatibility.Check"/>.</summary>
    /// <param name="released">The released image.</param>
    /// <param name="options">What it may differ in; null for the defaults.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be used.</exception>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> BeCompatibleWith(
        ImageUnderTest released, ImageCompatibilityOptions? options = null, string because = "", params object[] becauseArgs)
    {
        var found = ImageCompatibility.Check(Subject, released, options);
        Check.That(
            found.IsCompatible, (because, becauseArgs), ("changes", found.ToString),
            "Expected {context:image} {0} to be compatible with {1}{reason}, but {2}.", Subject.Name, released.Name, First(found.Breaks));
        return new(this);
    }

    /// <summary>A second build of the same source is the same; see <see cref="ImageRebuild.Compare"/>.</summary>
    /// <param name="again">The second build.</param>
    /// <param name="withTimes">Whether times count too.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> BeReproducible(ImageUnderTest again, bool withTimes = false, string because = "", params object[] becauseArgs)
    {
        var found = ImageRebuild.Compare(Subject, again, withTimes);
        Check.That(
            found.IsReproducible, (because, becauseArgs), ("differences", found.ToString),
            "Expected {context:image} {0} to be the same when it is built again{reason}, but {1}.", Subject.Name, First([.. found.Differences.Select(it => $"{it}")]));
        return new(this);
    }

    private static UnquotedText First(IReadOnlyList<string> sentences) => new(sentences.Count > 1 ? $"{sentences[0]}; and {sentences.Count - 1} more" : string.Concat(sentences));
}
