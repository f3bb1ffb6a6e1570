using InfraSpecs.Images.Snapshots;

namespace InfraSpecs.Images.Differences;

/// <summary>Zones and languages that the environment names and that are not in the image any more.</summary>
internal static class RegionChanges
{
    public static IEnumerable<ImageChange> Find(ImageFacts before, ImageFacts after)
    {
        if (before.Config is null || after.Config is null) return [];
        return
        [
            .. Lost(before, after, "timezone", Regional.NoZone, name => $"TZ={name} has no zone file: programs take UTC"),
            .. Lost(before, after, "locale", Regional.NoLocale, name => $"the language {name} is not in the image: programs take C"),
        ];
    }

    private static IEnumerable<ImageChange> Lost(ImageFacts before, ImageFacts after, string key, string none, Func<string, string> sentence)
    {
        if (after.Setting(key) is not { } now || !now.EndsWith(none, StringComparison.Ordinal) || before.Setting(key) == now) yield break;
        yield return new(ImageChangeKind.Region, IsBreaking: true, sentence(now[..now.LastIndexOf(": ", StringComparison.Ordinal)]));
    }
}
