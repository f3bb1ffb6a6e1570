using System.Globalization;
using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;

namespace InfraSpecs.Assertions;

/// <summary>Claims about what a volume holds. An empty volume fails all but <see cref="BeEmpty"/>: it proves nothing.</summary>
/// <param name="subject">The contents as they were.</param>
public sealed class VolumeContentsAssertions(VolumeContents subject) : ReferenceTypeAssertions<VolumeContents, VolumeContentsAssertions>(subject)
{
    private const int DifferencesShown = 10;

    /// <inheritdoc/>
    protected override string Identifier => "volume";

    private (string, Func<string>) Evidence => ($"contents of {Subject.Folder.Path} in {Subject.Container}", Subject.Describe);

    private UnquotedText Where => new($"{Subject.Folder.Path} in {Subject.Container}");

    /// <summary>The volume has this file, folder or link; <c>Which</c> goes on with its facts.</summary>
    /// <param name="name">The path from the volume's folder, without a slash before it: "mysql/ibdata1".</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndWhichConstraint<VolumeContentsAssertions, FileFacts> HaveFile(string name, string because = "", params object[] becauseArgs)
    {
        var found = Subject.Find(name);
        Check.That(
            found is not null, (because, becauseArgs), Evidence, "Expected {context:volume} {0} to have {1}{reason}, but " + Instead(name) + ".", Where, name);
        return new(this, found!.Facts);
    }

    /// <summary>The volume has nothing of this name, and has something else.</summary>
    /// <inheritdoc cref="HaveFile"/>
    [CustomAssertion]
    public AndConstraint<VolumeContentsAssertions> NotHaveFile(string name, string because = "", params object[] becauseArgs)
    {
        RefuseEmpty($"not to have \"{name}\"", because, becauseArgs);
        var found = Subject.Find(name);
        Check.That(
            found is null, (because, becauseArgs), Evidence, "Expected {context:volume} {0} not to have {1}{reason}, but found {2}.",
            Where, name, new UnquotedText(found?.ToString() ?? ""));
        return new(this);
    }

    /// <summary>So many files, folders and links, at any depth.</summary>
    /// <param name="expected">The number, 1 or more; for none there is <see cref="BeEmpty"/>.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<VolumeContentsAssertions> HaveCount(int expected, string because = "", params object[] becauseArgs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(expected, 1);
        Check.That(
            Subject.Entries.Count == expected, (because, becauseArgs), Evidence,
            "Expected {context:volume} {0} to have {1} entries{reason}, but found {2}.", Where, expected, Subject.Entries.Count);
        return new(this);
    }

    /// <summary>The volume is empty, and that is meant.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<VolumeContentsAssertions> BeEmpty(string because = "", params object[] becauseArgs)
    {
        Check.That(
            Subject.Entries.Count == 0, (because, becauseArgs), Evidence,
            "Expected {context:volume} {0} to be empty{reason}, but found {1} entries.", Where, Subject.Entries.Count);
        return new(this);
    }

    /// <summary>The files together have at least this size.</summary>
    /// <param name="bytes">The size, 1 or more.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<VolumeContentsAssertions> HaveSizeOfAtLeast(long bytes, string because = "", params object[] becauseArgs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        Check.That(
            Subject.Size >= bytes, (because, becauseArgs), Evidence,
            "Expected {context:volume} {0} to hold at least {1} bytes{reason}, but found {2}.", Where, Number(bytes), Number(Subject.Size));
        return new(this);
    }

    /// <summary>The files together have at most this size, and there is something.</summary>
    /// <inheritdoc cref="HaveSizeOfAtLeast"/>
    [CustomAssertion]
    public AndConstraint<VolumeContentsAssertions> HaveSizeOfAtMost(long bytes, string because = "", params object[] becauseArgs)
    {
        RefuseEmpty($"to hold at most {Number(bytes)} bytes", because, becauseArgs);
        Check.That(
            Subject.Size <= bytes, (because, becauseArgs), Evidence,
            "Expected {context:volume} {0} to hold at most {1} bytes{reason}, but found {2}.", Where, Number(bytes), Number(Subject.Size));
        return new(this);
    }

    /// <summary>The volume's folder and all that is in it belong to this user and group.</summary>
    /// <param name="userId">The owner's number; root is 0.</param>
    /// <param name="groupId">The group's number.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<VolumeContentsAssertions> BelongTo(int userId, int groupId, string because = "", params object[] becauseArgs)
    {
        RefuseEmpty($"to belong to {userId}:{groupId}", because, becauseArgs);
        var others = Subject.Entries.Select(entry => entry.Facts).Prepend(Subject.Folder).Where(file => (file.UserId, file.GroupId) != (userId, groupId)).ToArray();
        Check.That(
            others.Length == 0, (because, becauseArgs), Evidence,
            "Expected {context:volume} {0} to belong to {1} with all that is in it{reason}, but found {2} of {3} that do not, first {4}, which belongs to {5}.",
            Where, new UnquotedText($"{userId}:{groupId}"), others.Length, Subject.Entries.Count + 1, others.FirstOrDefault()?.Path ?? "",
            new UnquotedText(others is [var first, ..] ? $"{first.UserId}:{first.GroupId}" : ""));
        return new(this);
    }

    /// <summary>
    /// The volume holds the same as another did: names, kinds, modes, owners, sizes, times to the second, link targets and checksums, its own
    /// folder's too. Two empty volumes fail.
    /// </summary>
    /// <param name="expected">What the other held.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<VolumeContentsAssertions> HaveSameContentsAs(VolumeContents expected, string because = "", params object[] becauseArgs)
    {
        RefuseEmpty($"to hold the same as {expected.Folder.Path} in {expected.Container} did", because, becauseArgs);
        var differences = Subject.DifferencesFrom(expected);
        Check.That(
            differences.Count == 0, (because, becauseArgs), ($"first differences (at most {DifferencesShown})", () => string.Join('\n', differences.Take(DifferencesShown))),
            "Expected {context:volume} {0} to hold the same as {1} did{reason}, but found {2} difference(s).",
            Where, new UnquotedText($"{expected.Folder.Path} in {expected.Container}"), differences.Count);
        return new(this);
    }

    [CustomAssertion]
    private void RefuseEmpty(string claim, string because, object[] becauseArgs) => Check.That(
        Subject.Entries.Count > 0, (because, becauseArgs), Evidence,
        "Expected {context:volume} {0} {1}{reason}, but it is empty, which proves nothing.", Where, new UnquotedText(claim));

    private static UnquotedText Number(long bytes) => new(bytes.ToString("N0", CultureInfo.InvariantCulture));

    private string Instead(string name)
    {
        if (Subject.Entries.Count == 0) return "it is empty";
        if (name.StartsWith('/')) return "names begin at the volume's folder, without a slash";
        var inOther = Subject.Entries.FirstOrDefault(entry => entry.Name.EndsWith("/" + name, StringComparison.Ordinal))?.Name;
        return inOther is null ? "there is none" : $"only \"{inOther.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)}\"";
    }
}
