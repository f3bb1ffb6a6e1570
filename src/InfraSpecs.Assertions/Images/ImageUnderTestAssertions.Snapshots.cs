using System.Runtime.CompilerServices;
using FluentAssertions;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.Images;

namespace InfraSpecs.Assertions;

public sealed partial class ImageUnderTestAssertions
{
    /// <summary>
    /// The image is as the approved text beside the spec's source file says: <c>CronjobSpecs.The_image_is_as_approved.image.txt</c>. Where it is not, or no text is approved yet, the
    /// claim fails and writes what it received beside it; <c>infraspecs snapshot accept</c> approves that.
    /// </summary>
    /// <param name="options">What is held; null for the defaults.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="sourceFile">The spec's source file; the compiler gives it.</param>
    /// <param name="spec">The spec's name; the compiler gives it.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be used.</exception>
    /// <exception cref="ImageTestException"><see cref="ImageTestReason.SourceNotFound"/>: The spec's source is not on this machine.</exception>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> MatchSnapshot(
        ImageSnapshotOptions? options = null, string because = "", [CallerFilePath] string sourceFile = "", [CallerMemberName] string spec = "")
    {
        var approval = ImageApproval.Check(Subject, options, sourceFile, spec);
        Check.That(
            approval.IsApproved, (because, []), ("approval", () => approval.Details),
            "Expected {context:image} {0} to be as approved{reason}, but {1}.", Subject.Name, new UnquotedText(approval.Problem ?? ""));
        return new(this);
    }
}
