using FluentAssertions;
using InfraSpecs.Assertions.Images;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.Images;

namespace InfraSpecs.Assertions;

public sealed partial class ImageUnderTestAssertions
{
    private static readonly string[] Roots = ["", "root", "0", "root:root", "0:0", "root:0", "0:root"];

    /// <summary>The entry point, word by word, as in <c>ENTRYPOINT ["/app","--serve"]</c>. The other form, <c>ENTRYPOINT /app --serve</c>, is "/bin/sh", "-c", "/app --serve".</summary>
    /// <param name="words">The words; at least one.</param>
    /// <exception cref="ArgumentException">There is no word: <see cref="HaveNoEntrypoint"/> is what is meant then.</exception>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> HaveEntrypoint(params string[] words) => HaveEntrypoint(words, "");

    /// <inheritdoc cref="HaveEntrypoint(string[])" path="/*[not(self::param)]"/>
    /// <param name="words">The words; at least one.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> HaveEntrypoint(IEnumerable<string> words, string because, params object[] becauseArgs) =>
        HaveWords("entrypoint", Subject.Config.Entrypoint, [.. words], nameof(HaveNoEntrypoint), (because, becauseArgs));

    /// <summary>There is no entry point: a container runs the command itself.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> HaveNoEntrypoint(string because = "", params object[] becauseArgs) =>
        Verify(Subject.Config.Entrypoint.Count == 0, (because, becauseArgs), "to have no entrypoint", $"found {ConfigText.Words(Subject.Config.Entrypoint)}");

    /// <summary>The command, or the entry point's arguments, word by word, as in <c>CMD ["cron","-f"]</c>. The other form, <c>CMD cron -f</c>, is "/bin/sh", "-c", "cron -f".</summary>
    /// <param name="words">The words; at least one.</param>
    /// <exception cref="ArgumentException">There is no word: <see cref="HaveNoCmd"/> is what is meant then.</exception>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> HaveCmd(params string[] words) => HaveCmd(words, "");

    /// <inheritdoc cref="HaveCmd(string[])" path="/*[not(self::param)]"/>
    /// <param name="words">The words; at least one.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> HaveCmd(IEnumerable<string> words, string because, params object[] becauseArgs) =>
        HaveWords("cmd", Subject.Config.Cmd, [.. words], nameof(HaveNoCmd), (because, becauseArgs));

    /// <summary>There is no command.</summary>
    /// <inheritdoc cref="HaveNoEntrypoint"/>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> HaveNoCmd(string because = "", params object[] becauseArgs) =>
        Verify(Subject.Config.Cmd.Count == 0, (because, becauseArgs), "to have no cmd", $"found {ConfigText.Words(Subject.Config.Cmd)}");

    /// <summary>The environment has a variable.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value; null for any.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> HaveEnv(string name, string? value = null, string because = "", params object[] becauseArgs)
    {
        RefuseValue(name);
        var (found, near) = (Variable(name), Nearest.To(name, Subject.Config.Env.Select(it => it.Split('=')[0])));
        var instead = found is null ? $"it is not set{(near.Count == 0 ? "" : $"; {string.Join(", ", near)} is")}" : $"found {SecretMask.Variable($"{name}={found}")}";
        return Verify(
            found is not null && (value is null || found == value), (because, becauseArgs), $"to have env {(value is null ? name : SecretMask.Variable($"{name}={value}"))}", instead);
    }

    /// <summary>The environment has no such variable.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> NotHaveEnv(string name, string because = "", params object[] becauseArgs)
    {
        RefuseValue(name);
        return Verify(Variable(name) is null, (because, becauseArgs), $"not to have env {name}", $"found {SecretMask.Variable($"{name}={Variable(name)}")}");
    }

    /// <summary>There is a label.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value; null for any.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> HaveLabel(string name, string? value = null, string because = "", params object[] becauseArgs)
    {
        var isThere = Subject.Config.Labels.TryGetValue(name, out var found);
        return Verify(
            isThere && (value is null || found == value), (because, becauseArgs), $"to have label {(value is null ? name : SecretMask.Variable($"{name}={value}"))}",
            isThere ? $"found \"{Masked(name, found!)}\"" : Subject.Config.Labels.Count == 0 ? "it has no labels" : $"there is none of that name, only {ConfigText.List(Subject.Config.Labels.Keys)}");
    }

    /// <summary>There is no such label.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> NotHaveLabel(string name, string because = "", params object[] becauseArgs) =>
        Verify(!Subject.Config.Labels.ContainsKey(name), (because, becauseArgs), $"not to have label {name}", $"found \"{Masked(name, Subject.Config.Labels.GetValueOrDefault(name, ""))}\"");

    /// <summary>The user that is written in the image. For root, nothing may be written.</summary>
    /// <param name="user">As USER takes it: "app", "1001", "app:app"; "root" for none too.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> HaveUser(string user, string because = "", params object[] becauseArgs)
    {
        var found = Subject.Config.User;
        return Verify(
            found == user || (Roots.Contains(user) && Roots.Contains(found)), (because, becauseArgs), $"to have user {user}", found.Length == 0 ? "none is set, which is root" : $"found {found}");
    }

    /// <summary>Its containers do not start as root. A name's number is looked up in the image's /etc/passwd; where that cannot be done, the claim fails.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> NotRunAsRoot(string because = "", params object[] becauseArgs)
    {
        var user = Subject.ResolveUser();
        var found = user.UserId is null ? $"as whom cannot be known: its user is {user.Written}, and {user.UnknownBecause}"
            : user.Written.Length == 0 ? "no user is set, which is root"
            : $"its user {user.Written} is number 0, root";
        return Verify(user.UserId is not (null or 0), (because, becauseArgs), "not to run as root", found);
    }

    /// <summary>The folder in which it starts.</summary>
    /// <param name="folder">The absolute path; "/" where none is set.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> HaveWorkingDir(string folder, string because = "", params object[] becauseArgs) =>
        Verify(
            Subject.Config.WorkingDir.TrimEnd('/') == folder.TrimEnd('/'), (because, becauseArgs), $"to have working directory {folder}",
            Subject.Config.WorkingDir.Length == 0 ? "none is set, which is /" : $"found {Subject.Config.WorkingDir}");

    /// <summary>A volume is declared. Each container gets one of its own there.</summary>
    /// <param name="path">Its absolute path.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> DeclareVolume(string path, string because = "", params object[] becauseArgs) =>
        Verify(DeclaresVolume(path), (because, becauseArgs), $"to declare volume {path}", $"found {ConfigText.List(Subject.Config.Volumes)}");

    /// <summary>A volume is not declared.</summary>
    /// <inheritdoc cref="DeclareVolume"/>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> NotDeclareVolume(string path, string because = "", params object[] becauseArgs) =>
        Verify(!DeclaresVolume(path), (because, becauseArgs), $"not to declare volume {path}", "it does");

    /// <summary>The signal that ends its containers. SIGTERM, TERM and 15 are the same, and so is none.</summary>
    /// <param name="signal">Its name or number.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    /// <exception cref="ArgumentException">There is no such signal.</exception>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> HaveStopSignal(string signal, string because = "", params object[] becauseArgs)
    {
        if (signal.Length == 0 || StopSignals.Number(signal) == 0) throw new ArgumentException($"There is no signal {signal}.", nameof(signal));
        var found = Subject.Config.StopSignal;
        return Verify(
            StopSignals.Number(found) == StopSignals.Number(signal), (because, becauseArgs), $"to have stop signal {signal}", found is null ? "none is set, which is SIGTERM" : $"found {found}");
    }

    /// <summary>The system and machine that it is for.</summary>
    /// <param name="platform">As "linux/amd64" or "linux/arm/v7".</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> HavePlatform(string platform, string because = "", params object[] becauseArgs) =>
        Verify(WithoutVariant(Subject.Config.Platform) == WithoutVariant(platform), (because, becauseArgs), $"to have platform {platform}", $"found {Subject.Config.Platform}");

    private string? Variable(string name) =>
        Subject.Config.Env.LastOrDefault(variable => variable.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];

    private static string Masked(string name, string value) => SecretMask.Variable($"{name}={value}")[(name.Length + 1)..];

    private static void RefuseValue(string name)
    {
        if (name.Contains('=')) throw new ArgumentException($"\"{name[..name.IndexOf('=')]}=…\" is no variable's name: its value is another argument.", nameof(name));
    }

    // arm64 is v8 and amd64 is v1 where nothing is said: images have it both ways.
    private static string WithoutVariant(string platform) =>
        platform.EndsWith("/arm64/v8", StringComparison.Ordinal) || platform.EndsWith("/amd64/v1", StringComparison.Ordinal) ? platform[..^3] : platform;

    private bool DeclaresVolume(string path) => Subject.Config.Volumes.Any(it => it.TrimEnd('/') == path.TrimEnd('/'));

    [CustomAssertion]
    private AndConstraint<ImageUnderTestAssertions> HaveWords(string what, IReadOnlyList<string> found, string[] words, string forNone, (string, object[]) because)
    {
        if (words.Length == 0) throw new ArgumentException($"{forNone} is the claim that there is none.", nameof(words));
        var hint = !found.SequenceEqual(words) && string.Join(' ', found) == string.Join(' ', words) ? ", which has the same letters in other words" : "";
        return Verify(
            found.SequenceEqual(words), because, $"to have {what} {ConfigText.Words(words)}", (found.Count == 0 ? "it has none" : $"found {ConfigText.Words(found)}") + hint);
    }
}
