using System.Formats.Tar;
using FluentAssertions;
using FluentAssertions.Execution;
using FluentAssertions.Primitives;

namespace InfraSpecs.Assertions;

/// <summary>Claims about a file in a container.</summary>
/// <param name="subject">Its facts; null where there is no such file.</param>
public sealed class FileFactsAssertions(FileFacts? subject) : ReferenceTypeAssertions<FileFacts?, FileFactsAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "file";

    /// <summary>There is such a file or folder.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<FileFactsAssertions> Exist(string because = "", params object[] becauseArgs)
    {
        Facts(because, becauseArgs, "to exist");
        return new(this);
    }

    /// <summary>There is no such file or folder.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<FileFactsAssertions> NotExist(string because = "", params object[] becauseArgs)
    {
        Execute.Assertion.BecauseOf(because, becauseArgs).ForCondition(Subject is null).FailWith(
            "Expected {context:file} {0} in {1} not to exist{reason}, but found {2} of {3} bytes.", Subject?.Path, Subject?.Container, Subject?.Kind, Subject?.Size);
        return new(this);
    }

    /// <summary>Its permission bits.</summary>
    /// <param name="octal">As chmod takes them: "0644".</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<FileFactsAssertions> HaveMode(string octal, string because = "", params object[] becauseArgs)
    {
        var expected = (UnixFileMode)Convert.ToInt32(octal, 8);
        if (Facts(because, becauseArgs, $"to have mode {octal}") is { } file)
        {
            Execute.Assertion.BecauseOf(because, becauseArgs).ForCondition(file.Mode == expected).FailWith(
                "Expected {context:file} {0} in {1} to have mode {2}{reason}, but found {3}.", file.Path, file.Container, octal, file.OctalMode);
        }

        return new(this);
    }

    /// <summary>Its owner and group.</summary>
    /// <param name="userId">The owner's number; root is 0.</param>
    /// <param name="groupId">The group's number.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<FileFactsAssertions> HaveOwner(int userId, int groupId, string because = "", params object[] becauseArgs)
    {
        if (Facts(because, becauseArgs, $"to belong to {userId}:{groupId}") is { } file)
        {
            Execute.Assertion.BecauseOf(because, becauseArgs).ForCondition((file.UserId, file.GroupId) == (userId, groupId)).FailWith(
                "Expected {context:file} {0} in {1} to belong to {2}{reason}, but found {3}.",
                file.Path, file.Container, $"{userId}:{groupId}", $"{file.UserId}:{file.GroupId}");
        }

        return new(this);
    }

    /// <summary>It is a regular file: not a folder, not a link.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<FileFactsAssertions> BeRegularFile(string because = "", params object[] becauseArgs)
    {
        if (Facts(because, becauseArgs, "to be a regular file") is { } file)
        {
            Execute.Assertion.BecauseOf(because, becauseArgs).ForCondition(file.Kind is TarEntryType.RegularFile or TarEntryType.V7RegularFile).FailWith(
                "Expected {context:file} {0} in {1} to be a regular file{reason}, but found {2}.", file.Path, file.Container, file.Kind);
        }

        return new(this);
    }

    [CustomAssertion]
    private FileFacts? Facts(string because, object[] becauseArgs, string claim)
    {
        Execute.Assertion.BecauseOf(because, becauseArgs).ForCondition(Subject is not null).FailWith(
            "Expected {context:file} " + claim + "{reason}, but there is no such file in the container.");
        return Subject;
    }
}
