using System.Globalization;
using FluentAssertions;
using FluentAssertions.Execution;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Images;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.Images;

namespace InfraSpecs.Assertions;

/// <summary>Claims about a file of an image.</summary>
/// <param name="subject">The file; null where there is none, which fails each claim but <c>BeNull</c>.</param>
public sealed partial class ImageFileAssertions(ImageFile? subject) : ReferenceTypeAssertions<ImageFile?, ImageFileAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "file";

    /// <summary>What kind of file it is.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageFileAssertions> BeOfKind(ImageFileKind kind, string because = "", params object[] becauseArgs) =>
        Verify(file => file.Kind == kind, (because, becauseArgs), $"to be {PathText.Kind(kind)}", file => $"it is {PathText.Kind(file.Kind)}");

    /// <summary>Its permission bits, with setuid, setgid and sticky.</summary>
    /// <param name="octal">As chmod takes them: "0644", "4755".</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    /// <exception cref="ArgumentException">It is no octal number of up to four digits.</exception>
    [CustomAssertion]
    public AndConstraint<ImageFileAssertions> HaveMode(string octal, string because = "", params object[] becauseArgs)
    {
        if (octal.Length is 0 or > 4 || octal.Any(digit => digit is < '0' or > '7')) throw new ArgumentException($"\"{octal}\" is no mode: write it as chmod takes it, \"0644\".", nameof(octal));
        return Verify(file => file.OctalMode == octal.PadLeft(4, '0'), (because, becauseArgs), $"to have mode {octal.PadLeft(4, '0')}", file => $"found {file.OctalMode}");
    }

    /// <summary>Someone may run it: one of the three x bits is set.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageFileAssertions> BeExecutable(string because = "", params object[] becauseArgs) =>
        Verify(
            file => file.Kind is ImageFileKind.File && (file.Mode & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0, (because, becauseArgs),
            "to be executable", file => file.Kind is ImageFileKind.File ? $"found mode {file.OctalMode}" : $"it is {PathText.Kind(file.Kind)}");

    /// <summary>Its owner and group, by numbers. By names: <see cref="ImageUnderTestAssertions.HaveFileOwnedBy"/>.</summary>
    /// <param name="userId">The owner's number; root is 0.</param>
    /// <param name="groupId">The group's number.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageFileAssertions> HaveOwner(int userId, int groupId, string because = "", params object[] becauseArgs) =>
        Verify(file => (file.UserId, file.GroupId) == (userId, groupId), (because, becauseArgs), $"to belong to {userId}:{groupId}", file => $"found {file.UserId}:{file.GroupId}");

    /// <summary>Its size.</summary>
    /// <param name="bytes">In bytes.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageFileAssertions> HaveSize(long bytes, string because = "", params object[] becauseArgs) =>
        Verify(file => file.Size == bytes, (because, becauseArgs), $"to have {Number(bytes)} bytes", file => $"found {Number(file.Size)}");

    /// <summary>Its size is within a budget.</summary>
    /// <inheritdoc cref="HaveSize"/>
    [CustomAssertion]
    public AndConstraint<ImageFileAssertions> HaveSizeOfAtMost(long bytes, string because = "", params object[] becauseArgs) =>
        Verify(file => file.Size <= bytes, (because, becauseArgs), $"to have at most {Number(bytes)} bytes", file => $"found {Number(file.Size)}");

    /// <summary>It is a symbolic link that points there.</summary>
    /// <param name="target">As it is written.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageFileAssertions> HaveLinkTarget(string target, string because = "", params object[] becauseArgs) =>
        Verify(
            file => file.LinkTarget == target, (because, becauseArgs), $"to point to {target}",
            file => file.LinkTarget is { } found ? $"it points to {found}" : $"it is {PathText.Kind(file.Kind)}");

    /// <summary>The capabilities that it grants who runs it.</summary>
    /// <param name="capabilities">As getcap writes them: "cap_net_raw=ep".</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageFileAssertions> HaveCapabilities(string capabilities, string because = "", params object[] becauseArgs) =>
        Verify(
            file => file.Capabilities is { } found && Ordered(found) == Ordered(capabilities), (because, becauseArgs), $"to have capabilities {capabilities}",
            file => file.Capabilities is { } found ? $"found {found}" : "it has none");

    /// <summary>It grants no capabilities.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageFileAssertions> HaveNoCapabilities(string because = "", params object[] becauseArgs) =>
        Verify(file => file.Capabilities is null, (because, becauseArgs), "to have no capabilities", file => $"found {file.Capabilities}");

    [CustomAssertion]
    private AndConstraint<ImageFileAssertions> Verify(Func<ImageFile, bool> condition, (string Text, object[] Args) because, string claim, Func<ImageFile, string> found)
    {
        var isThere = Subject is not null;
        Execute.Assertion.BecauseOf(because.Text, because.Args).ForCondition(isThere).FailWith("Expected {context:file} {0}{reason}, but there is no such file in the image.", new UnquotedText(claim));
        if (Subject is not { } file) return new(this);
        Execute.Assertion.BecauseOf(because.Text, because.Args).ForCondition(condition(file)).FailWith(
            "Expected {context:file} {0} {1}{reason}, but {2}.", file.Path, new UnquotedText(claim), new UnquotedText(condition(file) ? "" : found(file)));
        return new(this);
    }

    // cap_chown,cap_kill=pe is CAP_KILL,CAP_CHOWN+ep of older tools.
    private static string Ordered(string capabilities) => string.Join(' ', capabilities.ToLowerInvariant().Replace('+', '=').Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(clause => string.Join('=', clause.Split('=').Select((part, i) => i == 0 ? string.Join(',', part.Split(',').Order(StringComparer.Ordinal)) : string.Concat(part.Order())))));

    private static string Number(long bytes) => bytes.ToString("N0", CultureInfo.InvariantCulture);
}
