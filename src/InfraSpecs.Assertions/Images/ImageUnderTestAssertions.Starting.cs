using FluentAssertions;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.Images;

namespace InfraSpecs.Assertions;

public sealed partial class ImageUnderTestAssertions
{
    /// <summary>
    /// A container of it can start: what ENTRYPOINT and CMD start, through shells, env and scripts' first lines, is on the image's PATH, may be run by the image's user, is of its platform and
    /// has its interpreter and libraries; so has what HEALTHCHECK starts. USER is known, and WORKDIR is a folder or not there. Judged by reading the image; nothing is started.
    /// </summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> StartAsDeclared(string because = "", params object[] becauseArgs)
    {
        var start = Subject.CheckStart();
        Check.That(
            start.StartsAsDeclared, (because, becauseArgs), ("start", start.ToString),
            "Expected {context:image} {0} to start as declared{reason}, but {1}{2}.", Subject.Name, new UnquotedText(start.Headline ?? ""), new UnquotedText(More(start.Findings.Count)));
        return new(this);
    }
}
