using InfraSpecs.Images.Policies;

namespace InfraSpecs.Images.Snapshots;

/// <summary>Reads the facts of an image.</summary>
internal static class FactsReader
{
    public static ImageFacts Read(ImageUnderTest image, ImageSnapshotOptions options)
    {
        options.Validate();
        var ignored = new PathGlobs(options.Ignore);
        var facts = Read(image, ignored);
        if (options.Base is { } below) facts = Above(facts, Read(below, new PathGlobs([])));
        return Held(facts with { Size = new SizeFact(Visible(facts, options.Parts), Hidden(image, ignored, options.Base), Whole(image, ignored)) }, options.Parts);
    }

    private static ImageFacts Read(ImageUnderTest image, PathGlobs ignored)
    {
        var sorted = new SortedFiles(image, ignored);
        return new ImageFacts
        {
            Image = image,
            Config = ConfigFacts.Read(image),
            Packages = [.. image.Packages.All.Select(sorted.Package)],
            PackagesUnknown = image.Packages.UnknownBecause,
            Special = [.. SpecialFacts.Find(sorted.All)],
            Files = sorted.Files,
            Generated = sorted.Groups,
        };
    }

    private static ImageFacts Above(ImageFacts facts, ImageFacts below)
    {
        var packages = below.Packages!.ToLookup(it => it.Key);
        var files = below.Files!.ToHashSet();
        var special = below.Special!.ToHashSet();
        var groups = below.Generated!.Select(it => (it.Name, it.Digest)).ToHashSet();
        return facts with
        {
            Packages = [.. facts.Packages!.Where(it => !packages[it.Key].Any(it.IsSame))],
            Special = [.. facts.Special!.Where(it => !special.Contains(it))],
            Files = [.. facts.Files!.Where(it => !files.Contains(it))],
            Generated = [.. facts.Generated!.Where(it => !groups.Contains((it.Name, it.Digest)))],
        };
    }

    private static long Visible(ImageFacts facts, ImageSnapshotParts parts) =>
        (parts.HasFlag(ImageSnapshotParts.Files) ? facts.Files!.Sum(it => it.Size) : 0)
        + (parts.HasFlag(ImageSnapshotParts.Packages) ? facts.Packages!.Sum(it => it.Files!.Sum(file => file.Size)) : 0)
        + (parts.HasFlag(ImageSnapshotParts.Generated) ? facts.Generated!.Sum(it => it.Files!.Sum(file => file.Size)) : 0);

    private static long Hidden(ImageUnderTest image, PathGlobs ignored, ImageUnderTest? below)
    {
        var layers = (below?.Layers ?? []).Select(it => it.DiffId).ToHashSet();
        return image.Files.Hidden
            .Where(it => !layers.Contains(it.Layer.DiffId) && GeneratedGroup.Find(it.Path) is not { IsHeld: false } && !ignored.Match(it.Path))
            .Sum(it => it.Size);
    }

    private static long Whole(ImageUnderTest image, PathGlobs ignored) => image.Files.All.Concat(image.Files.Hidden).Where(it => !ignored.Match(it.Path)).Sum(it => it.Size);

    private static ImageFacts Held(ImageFacts facts, ImageSnapshotParts parts) => facts with
    {
        Config = parts.HasFlag(ImageSnapshotParts.Config) ? facts.Config : null,
        Packages = parts.HasFlag(ImageSnapshotParts.Packages) ? facts.Packages : null,
        PackagesUnknown = parts.HasFlag(ImageSnapshotParts.Packages) ? facts.PackagesUnknown : null,
        Special = parts.HasFlag(ImageSnapshotParts.Special) ? facts.Special : null,
        Files = parts.HasFlag(ImageSnapshotParts.Files) ? facts.Files : null,
        Generated = parts.HasFlag(ImageSnapshotParts.Generated) ? facts.Generated : null,
        Size = parts.HasFlag(ImageSnapshotParts.Size) ? facts.Size : null,
    };
}
