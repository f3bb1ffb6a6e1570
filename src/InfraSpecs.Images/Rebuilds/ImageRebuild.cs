using InfraSpecs.Images.Rebuilds;

namespace InfraSpecs.Images;

/// <summary>What two builds of one source differ in.</summary>
public sealed class ImageRebuild
{
    private ImageRebuild(IReadOnlyList<ImageRebuildDifference> differences) => Differences = differences;

    /// <summary>First those of the configuration, then of the files, in ordinal order of their paths; empty where the builds are the same.</summary>
    public IReadOnlyList<ImageRebuildDifference> Differences { get; }

    /// <summary>Whether they are the same.</summary>
    public bool IsReproducible => Differences.Count == 0;

    /// <summary>Compares two builds: how they start and what made their layers, and of each file the kind, mode, owner, attributes and content; also of those that no container sees.</summary>
    /// <param name="first">The one.</param>
    /// <param name="second">The other.</param>
    /// <param name="withTimes">Whether the files' and the image's times count too. Without SOURCE_DATE_EPOCH builders write the time of the build.</param>
    public static ImageRebuild Compare(ImageUnderTest first, ImageUnderTest second, bool withTimes = false)
    {
        var rebuild = new ImageRebuild([.. RebuiltConfig.Compare(first, second, withTimes), .. RebuiltFiles.Compare(first, second, withTimes)]);
        Recording.NoteDifferences($"image {first.Name}, built again", () => [.. rebuild.Differences.Select(it => new[] { it.Subject, it.Cause is null ? it.What : $"{it.What}; {it.Cause}" })]);
        return rebuild;
    }

    /// <summary>A line for each difference.</summary>
    public override string ToString() => IsReproducible ? "the same" : string.Join('\n', Differences);
}

/// <summary>What one file, or a part of the configuration, differs in between two builds.</summary>
/// <param name="Subject">The file's path; or the part of the configuration, as "env".</param>
/// <param name="What">What differs: "content (52 -> 60 bytes), mode (0755 -> 0644)".</param>
/// <param name="Cause">Why it is likely to; null where that is not known.</param>
public sealed record ImageRebuildDifference(string Subject, string What, string? Cause = null)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Subject}: {What}{(Cause is null ? "" : $"; {Cause}")}";
}
