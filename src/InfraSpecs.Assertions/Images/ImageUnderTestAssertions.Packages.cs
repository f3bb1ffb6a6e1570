using FluentAssertions;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.Images;

namespace InfraSpecs.Assertions;

public sealed partial class ImageUnderTestAssertions
{
    private (string, Func<string>) PackageEvidence => ("package databases", () => Subject.Packages.Databases.Count == 0
        ? "none was read"
        : $"{string.Join(", ", Subject.Packages.Databases)}: {FailureText.Count(Subject.Packages.All.Count, "package")}");

    /// <summary>A package is installed, by the image's own database. Where there is none, or it cannot be read, the claim fails and says so.</summary>
    /// <param name="name">As "libssl3", or with an architecture as "libssl3:i386".</param>
    /// <param name="version">Versions that are taken, in the order of the package manager: ">= 3.0.11-1~deb12u2", ">= 1.2, &lt; 2", "= 1.2-3"; null for any.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    /// <exception cref="ArgumentException">The name is none: it is empty, has a version, or is a glob.</exception>
    /// <exception cref="ImageTestException"><see cref="ImageTestReason.VersionRangeInvalid"/>: The version is no such range.</exception>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> HavePackage(string name, string? version = null, string because = "", params object[] becauseArgs)
    {
        var (named, taken) = Packages(name, version);
        var instead = named.Count > 0 ? $"found {string.Join(", ", named.Select(it => it.Version))}"
            : Subject.Packages.Unfinished.TryGetValue(name, out var state) ? $"its installation did not end: it is {state}"
            : Subject.Packages.UnknownBecause is { } unknown ? $"that cannot be known: {unknown}"
            : Nearest.To(name, Subject.Packages.All.Select(it => it.Name)) is { Count: > 0 } near ? $"it is not installed; {string.Join(", ", near)} {(near.Count == 1 ? "is" : "are")}"
            : "it is not installed";
        return Verify(taken.Count > 0, (because, becauseArgs), $"to have package {name}{(version is null ? "" : $" {version}")}", instead, PackageEvidence);
    }

    /// <summary>A package is not installed, or not in these versions. Where the image has no database, or it cannot be read, the claim fails: it cannot be known.</summary>
    /// <inheritdoc cref="HavePackage"/>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> NotHavePackage(string name, string? version = null, string because = "", params object[] becauseArgs)
    {
        var (_, taken) = Packages(name, version);
        var unknown = Subject.Packages.UnknownBecause;
        var isUnfinished = Subject.Packages.Unfinished.TryGetValue(name, out var state);
        return Verify(
            taken.Count == 0 && unknown is null && !isUnfinished, (because, becauseArgs), $"not to have package {name}{(version is null ? "" : $" {version}")}",
            taken.Count > 0 ? $"found {string.Join(", ", taken.Select(it => it.Version))}" : isUnfinished ? $"files of it are there: it is {state}" : $"that cannot be known: {unknown}", PackageEvidence);
    }

    private (IReadOnlyList<ImagePackage> Named, IReadOnlyList<ImagePackage> Taken) Packages(string name, string? version)
    {
        if (string.IsNullOrEmpty(name) || name.Any(letter => letter is '=' or '<' or '>' or '*' or '?' or ' ')) throw new ArgumentException($"\"{name}\" is no package's name: versions are another argument, and there are no globs.", nameof(name));
        var range = version is null ? null : PackageVersionRange.Parse(version);
        var named = Subject.Packages.Named(name);
        return (named, [.. named.Where(it => range is null || range.Includes(it.Kind, it.Version))]);
    }
}
