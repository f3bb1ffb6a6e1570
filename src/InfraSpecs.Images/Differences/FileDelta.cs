using InfraSpecs.Images.Snapshots;

namespace InfraSpecs.Images.Differences;

/// <summary>A file that is not the same in both images.</summary>
/// <param name="Path">The absolute path.</param>
/// <param name="Old">In the old image; null if it is not there.</param>
/// <param name="New">In the new image; null if it is not there.</param>
/// <param name="Package">The package that owns it, or did; null if none does.</param>
/// <param name="IsUpdate">Whether that package came, went or has another version, so that its files are other ones.</param>
/// <param name="Group">The group of generated files that it is of.</param>
internal sealed record FileDelta(string Path, FileFact? Old, FileFact? New, PackageFact? Package, bool IsUpdate, string? Group)
{
    private const UnixFileMode Special = UnixFileMode.SetUser | UnixFileMode.SetGroup;

    public bool IsInBoth => Old is not null && New is not null;

    public bool HasOtherKind => IsInBoth && Old!.Kind != New!.Kind;

    public bool HasOtherContent => IsInBoth && (HasOtherKind || Old!.Digest != New!.Digest || Old.Size != New.Size || Old.Link != New.Link);

    public bool HasOtherOwner => IsInBoth && Old!.Owner != New!.Owner;

    /// <summary>Without setuid and setgid, which are privileges.</summary>
    public bool HasOtherMode => IsInBoth && !HasOtherKind && (Old!.Mode & ~Special) != (New!.Mode & ~Special);

    public bool IsNotExecutableAnyMore => HasOtherMode && Old!.IsExecutable && !New!.IsExecutable;

    /// <summary>In ordinal order of paths. What only one of the two holds is no difference.</summary>
    public static IReadOnlyList<FileDelta> Between(ImageFacts before, ImageFacts after)
    {
        var (old, now) = (Inventory(before, after), Inventory(after, before));
        var former = (before.Packages ?? []).GroupBy(it => it.Key).ToDictionary(it => it.Key, it => it.First().Version);
        var versions = (after.Packages ?? []).GroupBy(it => it.Key).ToDictionary(it => it.Key, it => it.First().Version);
        return
        [
            .. old.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
                .Select(path => (Path: path, Old: old.GetValueOrDefault(path), New: now.GetValueOrDefault(path)))
                .Where(it => it.Old?.File != it.New?.File)
                .Select(it => new FileDelta(it.Path, it.Old?.File, it.New?.File, it.New?.Package ?? it.Old?.Package, IsUpdated(it.New?.Package ?? it.Old?.Package), it.New?.Group ?? it.Old?.Group)),
        ];

        bool IsUpdated(PackageFact? package) => package is not null && former.GetValueOrDefault(package.Key) != versions.GetValueOrDefault(package.Key);
    }

    private static Dictionary<string, Owned> Inventory(ImageFacts facts, ImageFacts other)
    {
        var all = new Dictionary<string, Owned>(StringComparer.Ordinal);
        if (facts.Files is not null && other.Files is not null) foreach (var file in facts.Files) all[file.Path] = new(file, null, null);
        // A text has no names of these, so that all would be new.
        if (facts.Image is null || other.Image is null) return all;
        if (other.Packages is not null) foreach (var package in facts.Packages ?? []) foreach (var file in package.Files!) all[file.Path] = new(file, package, null);
        if (other.Generated is not null) foreach (var group in facts.Generated ?? []) foreach (var file in group.Files!) all[file.Path] = new(file, null, group.Name);
        return all;
    }

    private sealed record Owned(FileFact File, PackageFact? Package, string? Group);
}
