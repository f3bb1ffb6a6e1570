using InfraSpecs.Images.Snapshots;

namespace InfraSpecs.Images.Differences;

/// <summary>What keeps the new image's programs from running and did not keep the old one's. A text does not hold it.</summary>
internal static class BreakageChanges
{
    public static IEnumerable<ImageChange> Find(ImageFacts before, ImageFacts after)
    {
        if (before is not { Image: { } old, Config: not null } || after is not { Image: { } now, Config: not null }) return [];
        var known = old.CheckPortability().Findings.Select(it => (it.Fault, it.Subject)).ToHashSet();
        return now.CheckPortability().Findings
            .Where(it => it.Fault is not PortabilityFault.NothingToRun && !known.Contains((it.Fault, it.Subject)))
            .OrderByDescending(it => it.IsStarted)
            .Select(it => new ImageChange(ImageChangeKind.Start, ImageChangeSeverity.Breaking, it.Sentence));
    }
}
