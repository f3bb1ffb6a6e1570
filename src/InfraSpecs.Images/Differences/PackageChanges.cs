using InfraSpecs.Images.Packages;
using InfraSpecs.Images.Snapshots;

namespace InfraSpecs.Images.Differences;

/// <summary>Packages, by their own order of versions.</summary>
internal static class PackageChanges
{
    public static IEnumerable<ImageChange> Find(ImageFacts before, ImageFacts after, IReadOnlyList<FileDelta> deltas)
    {
        if (before.Packages is null || after.Packages is null) return [];
        var (old, now) = (ByKey(before), ByKey(after));
        var files = deltas.Where(it => it is { Package: not null, IsUpdate: false }).ToLookup(it => it.Package!.Key);
        var pairs = now.Where(it => old.ContainsKey(it.Key)).Select(it => (Old: old[it.Key], New: it.Value)).ToList();
        return
        [
            .. old.Where(it => !now.ContainsKey(it.Key)).Select(it => Change(true, $"package {Name(it.Value)} removed (it was {it.Value.Version})")),
            .. pairs.Where(it => it.Old.Version != it.New.Version).Select(it => Version(it.Old, it.New)).OrderByDescending(it => it.IsBreaking),
            .. now.Where(it => !old.ContainsKey(it.Key)).Select(it => Change(false, $"package {Name(it.Value)} added ({it.Value.Version})")),
            .. pairs.Where(it => it.Old.Version == it.New.Version && it.Old.Digest != it.New.Digest).SelectMany(it => SameVersion(it.Old, it.New, [.. files[it.New.Key]])),
        ];
    }

    private static ImageChange Version(PackageFact old, PackageFact now) => PackageVersions.Compare(old.Kind, old.Version, now.Version) switch
    {
        > 0 => Change(true, $"package {Name(now)} DOWNGRADED {old.Version} -> {now.Version}"),
        < 0 => Change(false, $"package {Name(now)} upgraded {old.Version} -> {now.Version}"),
        _ => Change(false, $"package {Name(now)} changed {old.Version} -> {now.Version}"),
    };

    private static IEnumerable<ImageChange> SameVersion(PackageFact old, PackageFact now, IReadOnlyList<FileDelta> files)
    {
        var whole = $"files of package {Name(now)} changed without a new version ({now.Version})";
        if (old.Files is null || now.Files is null)
        {
            var count = old.Count == now.Count ? $"{now.Count} files" : $"{old.Count} -> {now.Count} files";
            return [Change(false, $"{whole}: {count}; an approved text has one digest for all")];
        }

        // Modes and owners have their own sentences.
        var told = files.Where(it => !it.IsInBoth || it.HasOtherContent).ToList();
        if (told.Count > 0) return [Change(told.Exists(it => it is { New: null, Old.IsExecutable: true }), $"{whole}: {Sentences.List([.. told.Select(How)])}")];
        return files.Count == 0 ? [Change(false, $"{whole}: extended attributes only")] : [];
    }

    private static string How(FileDelta file) =>
        file.Path + (file.New is null ? " (removed)" : file.Old is null ? " (added)" : file.HasOtherKind ? " (another kind)" : file.Old.Link != file.New.Link ? " (link)" : " (content)");

    private static string Name(PackageFact package) => package.Name;

    private static SortedDictionary<(PackageKind, string, string), PackageFact> ByKey(ImageFacts facts)
    {
        var all = new SortedDictionary<(PackageKind, string, string), PackageFact>(Comparer<(PackageKind, string, string)>.Create((a, b) => string.CompareOrdinal($"{a}", $"{b}")));
        foreach (var package in facts.Packages!) all[package.Key] = package;
        return all;
    }

    private static ImageChange Change(bool breaks, string sentence) => new(ImageChangeKind.Package, breaks, sentence);
}
