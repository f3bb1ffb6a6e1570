using FluentAssertions;
using InfraSpecs.Assertions.Images;
using InfraSpecs.Images;

namespace InfraSpecs.Assertions;

public sealed partial class ImageUnderTestAssertions
{
    /// <summary>
    /// There is a regular file, where a program that opens the path would find it: links are followed, and one that leads nowhere fails. <c>Which</c> goes on with the file:
    /// <c>image.Should().HaveFile("/etc/app.conf").Which.Should().HaveMode("0644")</c>.
    /// </summary>
    /// <param name="path">The absolute path.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    /// <exception cref="ArgumentException">The path is not absolute.</exception>
    [CustomAssertion]
    public AndWhichConstraint<ImageUnderTestAssertions, ImageFile> HaveFile(string path, string because = "", params object[] becauseArgs) =>
        new(this, Found(path, ImageFileKind.File, "file", (because, becauseArgs)));

    /// <summary>There is a directory, with links followed.</summary>
    /// <inheritdoc cref="HaveFile"/>
    [CustomAssertion]
    public AndWhichConstraint<ImageUnderTestAssertions, ImageFile> HaveDirectory(string path, string because = "", params object[] becauseArgs) =>
        new(this, Found(path, ImageFileKind.Directory, "directory", (because, becauseArgs)));

    /// <summary>There is nothing at a path: no file, no directory, no link, also none that leads nowhere.</summary>
    /// <inheritdoc cref="HaveFile"/>
    /// <exception cref="ArgumentException">The path is not absolute, or it is a glob: this is a claim about one path.</exception>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> NotHaveFile(string path, string because = "", params object[] becauseArgs)
    {
        PathText.RefuseRelative(path);
        var found = Subject.Files.Find(path.TrimEnd('/') is { Length: > 0 } name ? name : path);
        if (found is null && path.Contains('*')) throw new ArgumentException($"\"{path}\" is a glob, and this is a claim about one path: ask image.Files.All for several.", nameof(path));
        return Verify(
            found is null, (because, becauseArgs), $"to have nothing at {path}",
            $"found {(found is null ? "" : PathText.Kind(found.Kind))} of {found?.Size:N0} bytes, {found?.OctalMode} {found?.UserId}:{found?.GroupId}, from layer {found?.Layer.Number}", Tree(path));
    }

    /// <summary>There is a symbolic link that points where it should, as it is written, and leads somewhere.</summary>
    /// <param name="path">The link's absolute path.</param>
    /// <param name="target">What it holds: "../run", "/usr/bin/x".</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> HaveLink(string path, string target, string because = "", params object[] becauseArgs)
    {
        PathText.RefuseRelative(path);
        var found = Subject.Files.Find(path);
        var instead = found is null ? PathText.WhyMissing(Subject.Files, path)
            : found.Kind is not ImageFileKind.SymbolicLink ? $"it is {PathText.Kind(found.Kind)}"
            : found.LinkTarget != target ? $"it points to {found.LinkTarget}"
            : PathText.WhyMissing(Subject.Files, path);
        return Verify(found?.LinkTarget == target && Subject.Files.Resolve(path) is not null, (because, becauseArgs), $"to have link {path} -> {target}", instead, Tree(path));
    }

    /// <summary>Who owns a file, by names of the image's own /etc/passwd and /etc/group or by numbers.</summary>
    /// <param name="path">The absolute path; links are followed.</param>
    /// <param name="user">The owner.</param>
    /// <param name="group">The group; null for any.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> HaveFileOwnedBy(string path, string user, string? group = null, string because = "", params object[] becauseArgs)
    {
        PathText.RefuseRelative(path);
        var (file, accounts) = (Subject.Files.Resolve(path), Subject.ReadAccounts());
        var (userId, groupId) = (accounts.FindUser(user), group is null ? null : accounts.FindGroup(group));
        var unknown = userId is null ? $"it has no user {user}" : group is not null && groupId is null ? $"it has no group {group}" : null;
        var instead = file is null ? PathText.WhyMissing(Subject.Files, path)
            : unknown is not null ? accounts.UnknownBecause ?? unknown
            : $"found {accounts.FindUserName(file.UserId) ?? "no user's"} ({file.UserId}) and {accounts.FindGroupName(file.GroupId) ?? "no group's"} ({file.GroupId})";
        return Verify(
            file is not null && unknown is null && file.UserId == userId && (group is null || file.GroupId == groupId), (because, becauseArgs),
            $"to have {path} owned by {user}{(group is null ? "" : ":" + group)}", instead, Tree(path));
    }

    [CustomAssertion]
    private ImageFile Found(string path, ImageFileKind kind, string what, (string, object[]) because)
    {
        PathText.RefuseRelative(path);
        var found = Subject.Files.Resolve(path);
        Verify(
            found?.Kind == kind, because, $"to have {what} {path}", found is null ? PathText.WhyMissing(Subject.Files, path) : $"it is {PathText.Kind(found.Kind)}", Tree(path));
        return found!;
    }

    /// <summary>What is in the nearest folder that is there.</summary>
    private (string, Func<string>) Tree(string path)
    {
        var folder = path.TrimEnd('/');
        do folder = folder[..Math.Max(0, folder.LastIndexOf('/'))];
        while (folder.Length > 0 && Subject.Files.Resolve(folder) is not { Kind: ImageFileKind.Directory });
        return ($"{folder}/", () => FileList.Write(Subject.Files.In(folder.Length == 0 ? "/" : folder)));
    }
}
