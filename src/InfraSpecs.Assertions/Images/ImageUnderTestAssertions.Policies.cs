using FluentAssertions;
using InfraSpecs.Assertions.Images;
using InfraSpecs.Images;

namespace InfraSpecs.Assertions;

public sealed partial class ImageUnderTestAssertions
{
    private const int Named = 3;
    private const long MostCached = 1 << 20;

    /// <summary>No program runs as its owner or group whoever starts it: no regular file has setuid or setgid.</summary>
    /// <param name="except">Those that may: paths, or globs in which * stays in its folder and ** does not; null for none.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    /// <exception cref="ImageTestException"><see cref="ImageTestReason.GlobInvalid"/>: A glob is none.</exception>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> HaveNoSetuidFiles(IEnumerable<string>? except = null, string because = "", params object[] becauseArgs) =>
        HaveNone(Subject.FindSetuidFiles(except), "setuid or setgid files", except, (because, becauseArgs));

    /// <summary>No regular file may be written by anyone, and in no directory may anyone replace others' files, as without the sticky bit.</summary>
    /// <inheritdoc cref="HaveNoSetuidFiles"/>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> HaveNoWorldWritableFiles(IEnumerable<string>? except = null, string because = "", params object[] becauseArgs) =>
        HaveNone(Subject.FindWorldWritableFiles(except), "world-writable files", except, (because, becauseArgs));

    /// <summary>All files are of users and groups that the image's /etc/passwd and /etc/group have, or of root.</summary>
    /// <inheritdoc cref="HaveNoSetuidFiles"/>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> HaveNoFilesWithoutAccount(IEnumerable<string>? except = null, string because = "", params object[] becauseArgs) =>
        HaveNone(Subject.FindFilesWithoutAccount(except), "files of users or groups without an account", except, (because, becauseArgs),
            Subject.ReadAccounts().UnknownBecause is { } unknown ? $"; {unknown}" : "");

    /// <summary>Package managers' caches and logs, all together, are small.</summary>
    /// <param name="bytes">How many bytes they may have; 1 MiB by default, since some logs are in any image.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> HaveNoPackageCaches(long bytes = MostCached, string because = "", params object[] becauseArgs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        var caches = Subject.MeasurePackageCaches();
        return Verify(
            caches.Bytes <= bytes, (because, becauseArgs), $"to have at most {Bytes(bytes)} of package caches and logs",
            $"found {Bytes(caches.Bytes)}, most of them {caches.Largest}", ("caches", caches.ToString));
    }

    /// <summary>
    /// No private keys, tokens or credentials: in files, also those that a later layer deleted, in the environment, in labels, in what is run, or in the commands that
    /// made the image. Programs, and what is
    /// packed or encrypted, are not looked into. The failure never shows a secret.
    /// </summary>
    /// <param name="except">Places that do not count, as the failure has them: paths, globs, "env NAME", "history 3"; null for none.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    /// <exception cref="ImageTestException"><see cref="ImageTestReason.GlobInvalid"/>: A glob is none.</exception>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> HaveNoSecrets(IEnumerable<string>? except = null, string because = "", params object[] becauseArgs)
    {
        var report = Subject.FindSecrets(except);
        var more = report.Findings.Count > Named ? $"; and {report.Findings.Count - Named} more" : "";
        return Verify(
            report.Findings.Count == 0, (because, becauseArgs), "to have no secrets", $"found {string.Join("; ", report.Findings.Take(Named))}{more}", ("secrets", report.ToString));
    }

    [CustomAssertion]
    private AndConstraint<ImageUnderTestAssertions> HaveNone(
        IReadOnlyList<ImageFile> found, string what, IEnumerable<string>? except, (string, object[]) because, string note = "")
    {
        var allowed = except?.ToList() ?? [];
        var more = found.Count > Named ? $" and {found.Count - Named:N0} more" : "";
        return Verify(
            found.Count == 0, because, $"to have no {what}{(allowed.Count == 0 ? "" : $" but {string.Join(", ", allowed)}")}",
            $"found {string.Join(", ", found.Take(Named).Select(file => $"{file.Path} ({file.OctalMode} {file.UserId}:{file.GroupId})"))}{more}{note}", (what, () => FileList.Write(found)));
    }
}
