using InfraSpecs.Images.Differences;
using InfraSpecs.Images.Snapshots;

namespace InfraSpecs.Images;

/// <summary>
/// What changed between two images, by meaning: a sentence for each change, what matters most first. How it starts comes first, then privileges, modes, packages, files,
/// certificates, zones and languages, and size. Times do not count.
/// </summary>
public sealed class ImageDifference
{
    private ImageDifference(IReadOnlyList<ImageChange> changes) => Changes = changes;

    /// <summary>The changes, what matters most first; empty if there is none.</summary>
    public IReadOnlyList<ImageChange> Changes { get; }

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => Changes.Count == 0;

    /// <summary>Those that may break who used the old image.</summary>
    public IReadOnlyList<ImageChange> Breaking => [.. Changes.Where(it => it.IsBreaking)];

    /// <summary>Compares two images.</summary>
    /// <param name="before">The old one.</param>
    /// <param name="after">The new one.</param>
    /// <param name="ignore">Files that do not count, as globs on the absolute path; see <see cref="ImageSnapshotOptions.Ignore"/>.</param>
    /// <exception cref="InvalidOptionsException">A glob is none.</exception>
    public static ImageDifference Between(ImageUnderTest before, ImageUnderTest after, IReadOnlyList<string>? ignore = null)
    {
        var options = new ImageSnapshotOptions { Ignore = ignore ?? [] };
        return Between(ImageSnapshot.Take(before, options), ImageSnapshot.Take(after, options), $"image {before.Name} and image {after.Name}");
    }

    /// <summary>Compares two snapshots. Of one that was read from a text the files of packages have no names, and certificates and layers are not known.</summary>
    internal static ImageDifference Between(ImageSnapshot before, ImageSnapshot after, string of = "image")
    {
        var difference = new ImageDifference([.. Find(before.Facts, after.Facts)]);
        Recording.NoteDifferences(of, () => [.. difference.Changes.Select(it => new[] { $"{it.Kind.ToString().ToLowerInvariant()}{(it.IsBreaking ? " (may break)" : "")}", it.Sentence })]);
        return difference;
    }

    /// <summary>A line for each change.</summary>
    public override string ToString() => IsEmpty ? "no difference" : string.Join('\n', Changes);

    private static IEnumerable<ImageChange> Find(ImageFacts before, ImageFacts after)
    {
        var deltas = FileDelta.Between(before, after);
        return
        [
            .. BreakageChanges.Find(before, after, deltas),
            .. StartChanges.Find(before, after),
            .. PrivilegeChanges.Find(before, after, deltas),
            .. ModeChanges.Find(before, after, deltas),
            .. PackageChanges.Find(before, after, deltas),
            .. FileChanges.Find(before, after, deltas),
            .. CertificateChanges.Find(before, after),
            .. RegionChanges.Find(before, after),
            .. SizeChanges.Find(before, after),
        ];
    }
}
