using FluentAssertions;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.Images;

namespace InfraSpecs.Assertions;

public sealed partial class ImageUnderTestAssertions
{
    /// <summary>
    /// Each program is for the image's machine and finds its loader, its libraries and the versions that it needs of them; scripts that are started find their interpreters.
    /// Judged by reading the image; nothing is started. An image without a program and a script fails.
    /// </summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> BePortable(string because = "", params object[] becauseArgs) => BePortableExcept([], because, becauseArgs);

    /// <summary>As <see cref="BePortable"/>, without some of its files.</summary>
    /// <param name="except">Globs of absolute paths that are left out, as "/opt/qt/plugins/**".</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> BePortableExcept(IReadOnlyList<string> except, string because = "", params object[] becauseArgs)
    {
        var portability = Subject.CheckPortability(except);
        Check.That(
            portability.IsPortable, (because, becauseArgs), ("portability", portability.ToString),
            "Expected {context:image} {0} to be portable{reason}, but {1}{2}.", Subject.Name, new UnquotedText(portability.Headline ?? ""), new UnquotedText(More(portability.Findings.Count)));
        return new(this);
    }

    private static string More(int findings) => findings switch { <= 1 => "", 2 => "; and 1 more cause", _ => $"; and {findings - 1} more causes" };
}
