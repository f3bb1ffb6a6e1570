using InfraSpecs.Images.Snapshots;

namespace InfraSpecs.Images.Differences;

/// <summary>Who may do more, or less.</summary>
internal static class PrivilegeChanges
{
    public static IEnumerable<ImageChange> Find(ImageFacts before, ImageFacts after, IReadOnlyList<FileDelta> deltas) =>
        [.. Special(before, after), .. Owners(deltas)];

    private static IEnumerable<ImageChange> Special(ImageFacts before, ImageFacts after)
    {
        if (before.Special is null || after.Special is null) return [];
        var (old, now) = (before.Special.ToDictionary(it => it.Path), after.Special.ToDictionary(it => it.Path));
        return old.Keys.Union(now.Keys).Order(StringComparer.Ordinal).SelectMany(path => Compare(path, old.GetValueOrDefault(path), now.GetValueOrDefault(path)));
    }

    private static IEnumerable<ImageChange> Compare(string path, SpecialFact? old, SpecialFact? now)
    {
        var (was, traits) = (Traits(old), Traits(now));
        return
        [
            .. traits.Except(was).Where(IsBit).Select(trait => Change(true, $"{path}: {trait} is new (mode {FileFact.Octal(now!.Mode)}, owner {now.Owner})")),
            .. was.Except(traits).Where(IsBit).Select(trait => Change(false, $"{path}: {trait} is gone{(now is null ? "" : $" (mode {FileFact.Octal(old!.Mode)} -> {FileFact.Octal(now.Mode)})")}")),
            .. Capabilities(path, was, traits),
        ];
    }

    private static IEnumerable<ImageChange> Capabilities(string path, string[] was, string[] traits)
    {
        var (old, now) = (Names(was), Names(traits));
        if (now.Except(old).ToList() is { Count: > 0 } added) yield return Change(true, $"{path}: capability {string.Join(", ", added)} added");
        if (old.Except(now).ToList() is { Count: > 0 } removed) yield return Change(true, $"{path}: capability {string.Join(", ", removed)} removed");
        var (flags, before) = (Clauses(traits), Clauses(was));
        if (old.Count > 0 && old.SetEquals(now) && flags != before) yield return Change(true, $"{path}: capabilities {before} -> {flags}");
    }

    // As "cap_net_admin,cap_net_raw=ep".
    private static HashSet<string> Names(string[] traits) => [.. traits.Where(it => !IsBit(it)).SelectMany(it => it.Split('=', '+')[0].Split(','))];

    private static string Clauses(string[] traits) => string.Join(' ', traits.Where(it => !IsBit(it)));

    private static bool IsBit(string trait) => trait is SpecialFacts.Setuid or SpecialFacts.Setgid or SpecialFacts.WorldWritable or "device";

    private static string[] Traits(SpecialFact? fact) => fact?.Traits.Split(' ') ?? [];

    private static IEnumerable<ImageChange> Owners(IReadOnlyList<FileDelta> deltas) => Sentences
        .For(
            deltas.Where(it => it.HasOtherOwner && !it.HasOtherKind).Select(it => ($"{it.Old!.Owner} -> {it.New!.Owner}", it.Path)),
            (what, path) => $"owner of {path} {what}",
            (what, paths) => $"owner {what} of {paths}")
        .Select(it => Change(true, it));

    private static ImageChange Change(bool breaks, string sentence) => new(ImageChangeKind.Privilege, breaks, sentence);
}
