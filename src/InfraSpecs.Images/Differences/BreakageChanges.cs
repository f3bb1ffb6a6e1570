using InfraSpecs.Images.Portability;
using InfraSpecs.Images.Snapshots;
using InfraSpecs.Images.Starting;

namespace InfraSpecs.Images.Differences;

/// <summary>What keeps the new image from starting, or its programs from running, and did not keep the old one. A text does not hold it.</summary>
internal static class BreakageChanges
{
    private const string Healthcheck = "health check";

    public static IEnumerable<ImageChange> Find(ImageFacts before, ImageFacts after, IReadOnlyList<FileDelta> deltas)
    {
        if (before is not { Image: { } old, Config: not null } || after is not { Image: { } now, Config: not null }) return [];
        var broken = Broken(old, now);
        List<StartFinding> stopped = [.. New(old, now).Where(it => !IsToldByFiles(it, deltas))];
        // The same cause, with all files that it concerns.
        List<string> told = [.. stopped.Where(it => it.Fault is not StartFault.CannotLoad || !broken.Exists(cause => cause.IsStarted)).Select(it => it.Sentence), .. broken.Select(it => it.Sentence)];
        if (stopped.Exists(it => it.Role != Healthcheck)) told[0] = $"it does not start as declared, the old one did: {told[0]}";
        return told.Select(it => new ImageChange(ImageChangeKind.Start, IsBreaking: true, it));
    }

    // What did not start before, or had a broken health check, still does not.
    private static IEnumerable<StartFinding> New(ImageUnderTest old, ImageUnderTest now)
    {
        var known = new StartCheck(old).Run().Faults.Select(it => it.Role == Healthcheck).ToHashSet();
        return new StartCheck(now).Run().Faults.Where(it => !known.Contains(it.Role == Healthcheck));
    }

    private static List<PortabilityFinding> Broken(ImageUnderTest old, ImageUnderTest now)
    {
        var known = new PortabilityCheck(old, []).Run().Findings.Select(it => (it.Fault, it.Subject)).ToHashSet();
        return [.. new PortabilityCheck(now, []).Run().Findings
            .Where(it => it.Fault is not PortabilityFault.NothingToRun && !known.Contains((it.Fault, it.Subject)))
            .OrderByDescending(it => it.IsStarted)];
    }

    // "is not executable (0755 -> 0644)" says more, and comes with the modes.
    private static bool IsToldByFiles(StartFinding finding, IReadOnlyList<FileDelta> deltas) =>
        finding.Fault is StartFault.NotPermitted && deltas.Any(it => it.IsNotExecutableAnyMore && finding.Sentence.Contains(it.Path, StringComparison.Ordinal));
}
