using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.Registry;

namespace InfraSpecs.Assertions;

/// <summary>Claims about an image that was read to its last byte.</summary>
/// <param name="subject">What was found.</param>
public sealed class ImageCheckAssertions(ImageCheck subject) : ReferenceTypeAssertions<ImageCheck, ImageCheckAssertions>(subject)
{
    private const int Shown = 3;

    /// <inheritdoc/>
    protected override string Identifier => "image";

    /// <summary>All manifests, configurations and layers are there, of the size and digest that the manifests say.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageCheckAssertions> BeWhole(string because = "", params object[] becauseArgs)
    {
        var more = Subject.Problems.Count > Shown ? $"; and {Subject.Problems.Count - Shown} more" : "";
        Check.That(
            Subject.IsWhole, (because, becauseArgs), ("check", Subject.ToString),
            "Expected {context:image} {0} of {1} to be whole{reason}, but {2}.", Subject.Name, Subject.Registry,
            new UnquotedText(string.Join("; ", Subject.Problems.Take(Shown)) + more));
        return new(this);
    }
}
