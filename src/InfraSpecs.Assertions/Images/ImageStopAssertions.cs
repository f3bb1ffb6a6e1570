using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.Images;

namespace InfraSpecs.Assertions;

/// <summary>Claims about how an image stops.</summary>
/// <param name="subject">What <see cref="ImageRun.StopAsync"/> returned.</param>
public sealed class ImageStopAssertions(ImageStop subject) : ReferenceTypeAssertions<ImageStop, ImageStopAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "image";

    /// <summary>It ended by itself on its stop signal, within its grace period, with this exit code.</summary>
    /// <param name="exitCode">0 to 255; 143 is what a program that leaves it to SIGTERM has under an init.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageStopAssertions> HaveStopped(long exitCode = 0, string because = "", params object[] becauseArgs)
    {
        var why = Subject.WhyNot(exitCode);
        Check.That(
            why is null, (because, becauseArgs), ("stop", Subject.ToString),
            "Expected {context:image} {0} to stop on {1} within {2} with exit code {3}{reason}, but {4}",
            Subject.Image, new UnquotedText(Subject.Signal), new UnquotedText(FailureText.Seconds(Subject.Grace)), exitCode, new UnquotedText($"{why?.TrimEnd('.')}."));
        return new(this);
    }
}
