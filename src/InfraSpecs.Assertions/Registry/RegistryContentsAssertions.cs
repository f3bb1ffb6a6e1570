using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.Registry;

namespace InfraSpecs.Assertions;

/// <summary>Claims about what a registry had.</summary>
/// <param name="subject">Its contents.</param>
public sealed class RegistryContentsAssertions(RegistryContents subject) : ReferenceTypeAssertions<RegistryContents, RegistryContentsAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "registry";

    private (string, Func<string>) Evidence => ($"contents of {Subject.Registry}", Subject.ToString);

    /// <summary>The registry has a repository, with or without tags.</summary>
    /// <param name="repository">Its name: "example/echo".</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<RegistryContentsAssertions> HaveRepository(string repository, string because = "", params object[] becauseArgs)
    {
        Check.That(
            Subject.Find(repository) is not null, (because, becauseArgs), Evidence,
            "Expected {context:registry} {0} to have the repository {1}{reason}, but found {2}.",
            Subject.Registry, repository, Listed(Subject.Repositories.Select(it => it.Repository), "none"));
        return new(this);
    }

    /// <summary>The registry has a manifest of this name. Whether it can be read, and whether all that it names is there, is not looked at; see
    /// <see cref="ImageCheckAssertions.BeWhole"/>.</summary>
    /// <param name="name">Repository and tag: "example/echo:latest"; without a tag it is latest.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<RegistryContentsAssertions> HaveTag(string name, string because = "", params object[] becauseArgs)
    {
        Check.That(
            Subject.FindDigest(name) is not null, (because, becauseArgs), Evidence,
            "Expected {context:registry} {0} to have {1}{reason}, but found {2}.", Subject.Registry, name, Instead(name));
        return new(this);
    }

    /// <summary>What was pushed is still what its name stands for.</summary>
    /// <param name="pushed">What a push or copy returned.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<RegistryContentsAssertions> HaveDigest(PushedImage pushed, string because = "", params object[] becauseArgs) =>
        HaveDigest(pushed.Name, pushed.Digest, because, becauseArgs);

    /// <summary>A name stands for this digest. Whether all that its manifest names is there is not looked at; see <see cref="ImageCheckAssertions.BeWhole"/>.</summary>
    /// <param name="name">Repository and tag: "example/echo:latest"; without a tag it is latest.</param>
    /// <param name="digest">As "sha256:…".</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<RegistryContentsAssertions> HaveDigest(string name, string digest, string because, params object[] becauseArgs)
    {
        var found = Subject.FindDigest(name);
        Check.That(
            found == digest, (because, becauseArgs), Evidence,
            "Expected {context:registry} {0} to have {1} with digest {2}{reason}, but found {3}.",
            Subject.Registry, name, digest, found is null ? Instead(name) : new UnquotedText(found));
        return new(this);
    }

    /// <inheritdoc cref="HaveDigest(string, string, string, object[])"/>
    [CustomAssertion]
    public AndConstraint<RegistryContentsAssertions> HaveDigest(string name, string digest) => HaveDigest(name, digest, "");

    private UnquotedText Instead(string name)
    {
        var repository = ImageName.Parse(name).Repository;
        return Subject.Find(repository) is { } found
            ? Listed(found.Tags.Keys, $"{repository} without any tag", $"{repository} with ")
            : Listed(Subject.Repositories.Select(it => it.Repository), "no repository", "only ");
    }

    private static UnquotedText Listed(IEnumerable<string> names, string none, string before = "") =>
        new(names.ToList() is { Count: > 0 } all ? before + string.Join(", ", all) : none);
}
