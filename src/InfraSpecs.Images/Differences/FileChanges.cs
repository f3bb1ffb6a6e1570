using System.Globalization;
using InfraSpecs.Images.Snapshots;

namespace InfraSpecs.Images.Differences;

/// <summary>Files that no package owns.</summary>
internal static class FileChanges
{
    private const int Most = 10;

    public static IEnumerable<ImageChange> Find(ImageFacts before, ImageFacts after, IReadOnlyList<FileDelta> deltas)
    {
        var own = deltas.Where(it => it is { Package: null, Group: null }).ToList();
        return
        [
            .. Describe(own.Where(it => it.New is null), "removed", it => $"{Noun(it.Old!)} {it.Path} removed ({it.Old!.Description})", it => it.Old!.IsExecutable),
            .. own.Where(it => it.HasOtherKind).Select(it => Change(true, $"{it.Path} is a {FileFact.KindName(it.New!.Kind)}, it was a {FileFact.KindName(it.Old!.Kind)}")),
            .. Describe(own.Where(it => it is { HasOtherContent: true, HasOtherKind: false }), "changed", Content, _ => false),
            .. Describe(own.Where(it => it.Old is null), "added", it => $"{Noun(it.New!)} {it.Path} added ({it.New!.Description})", _ => false),
            .. Groups(before, after, deltas),
        ];
    }

    private static string Content(FileDelta it) => it.New!.Kind is ImageFileKind.SymbolicLink
        ? $"link {it.Path} -> {it.New.Link}, it was -> {it.Old!.Link}"
        : string.Create(
            CultureInfo.InvariantCulture, $"content of {it.Path} changed ({(it.Old!.Size == it.New.Size ? $"{it.New.Size:N0} bytes, as before" : $"{it.Old.Size:N0} -> {it.New.Size:N0} bytes")})");

    private static string Noun(FileFact file) => FileFact.KindName(file.Kind);

    // Many in one folder are one sentence.
    private static IEnumerable<ImageChange> Describe(IEnumerable<FileDelta> files, string what, Func<FileDelta, string> sentence, Func<FileDelta, bool> breaks)
    {
        var all = files.ToList();
        if (all.Count <= Most) return all.Select(it => Change(breaks(it), sentence(it)));
        return all.GroupBy(it => Top(it.Path)).SelectMany(folder => folder.Count() <= Most / 2
            ? folder.Select(it => Change(breaks(it), sentence(it)))
            : [Change(folder.Any(breaks), $"{what} in {folder.Key}: {Sentences.Named(folder.OrderByDescending(breaks).Select(it => it.Path))}")]);
    }

    private static string Top(string path) => path.Split('/') is [_, var first, var second, _, ..] ? $"/{first}/{second}" : path[..Math.Max(1, path.LastIndexOf('/'))];

    private static IEnumerable<ImageChange> Groups(ImageFacts before, ImageFacts after, IReadOnlyList<FileDelta> deltas)
    {
        if (before.Generated is null || after.Generated is null) return [];
        var (old, now) = (before.Generated.ToDictionary(it => it.Name), after.Generated.ToDictionary(it => it.Name));
        var hasOtherPackages = before.Packages is not null && after.Packages is not null
            && !before.Packages.Select(it => (it.Key, it.Version)).SequenceEqual(after.Packages.Select(it => (it.Key, it.Version)));
        return old.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
            .Where(name => old.GetValueOrDefault(name)?.Digest != now.GetValueOrDefault(name)?.Digest && !(hasOtherPackages && IsOfPackages(name)))
            .Select(name => Change(false, $"{name} changed: {Count(old.GetValueOrDefault(name))} -> {Count(now.GetValueOrDefault(name))} entries{Named(name, deltas)}"));
    }

    // These change whenever a package does, which is said already.
    private static bool IsOfPackages(string group) => group is GeneratedGroup.Dpkg or GeneratedGroup.LoaderCache;

    private static string Named(string group, IReadOnlyList<FileDelta> deltas) =>
        deltas.Where(it => it.Group == group).Select(it => it.Path).ToList() is { Count: > 0 } paths ? ": " + Sentences.List(paths) : "";

    private static int Count(GroupFact? group) => group?.Count ?? 0;

    private static ImageChange Change(bool breaks, string sentence) => new(ImageChangeKind.File, breaks, sentence);
}
